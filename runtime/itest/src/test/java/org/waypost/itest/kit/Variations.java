package org.waypost.itest.kit;

import java.util.SplittableRandom;

/**
 * Makes random values of Path, {@code +sip.instance}, {@code reg-id} and {@code gr}: right ones, right ones with octets changed, cut, doubled
 * or put in, and long ones; the same for the same seed. None has a line end in it: the messages they are put into stay whole.
 */
public final class Variations {

    private static final String[] PATHS = {
        "<sip:token@edge.waypost.test;lr;ob>",
        "<sip:edge.waypost.test;lr>, <sip:inner.waypost.test:5070;transport=tcp;lr>",
        "\"Edge, the first\" <sip:edge.waypost.test;lr;received=sip:192.0.2.1:1024%3btransport=tcp>;x=y",
        "<sip:[2001:db8::1]:5060;lr>,<sips:inner.waypost.test;lr=on>",
        "sip:edge.waypost.test;lr",
        "<sip:edge.waypost.test>"
    };
    private static final String[] INSTANCES = {
        "\"<urn:uuid:00000000-0000-1000-8000-000a95a0e128>\"",
        "\"urn:uuid:1\"",
        "\"<>\"",
        "\"\"",
        "token",
        "\"<a\\\"b>\"",
        ""
    };
    private static final String[] NUMBERS = {
        "1",
        "2",
        "0",
        "-1",
        "2147483647",
        "2147483648",
        "4294967297",
        "99999999999999999999",
        "01",
        "1.5",
        "\"1\"",
        "x",
        ""
    };
    private static final String[] GRUUS = {
        ";gr=urn:uuid:00000000-0000-1000-8000-000a95a0e128",
        ";gr",
        ";gr=",
        ";gr=urn:uuid:1;gr=x",
        ";transport=tcp;gr=%3curn%3e"
    };
    private static final String PUT_IN = "<>\"\\;,:=@%[]{} \t\u0000\u0001\u007f\u00ff?&'*()0aZ";

    private final SplittableRandom random;

    public Variations(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A Path value. */
    public String path() {
        return varied(pick(PATHS));
    }

    /** The parameters of a contact: an instance, a reg-id, both in either order, or neither. */
    public String contactParameters() {
        String instance = random.nextInt(8) == 0 ? "" : ";+sip.instance=" + varied(pick(INSTANCES));
        String regId = random.nextInt(4) == 0 ? "" : ";reg-id=" + varied(pick(NUMBERS));
        return random.nextInt(4) == 0 ? regId + instance : instance + regId;
    }

    /** The parameters of a URI that may be a GRUU. */
    public String gruu() {
        return varied(pick(GRUUS));
    }

    /** The user of a URI that may be a temporary GRUU. */
    public String temporary() {
        return varied("uloc-6743a2b1-4d2-1-1f5d3b62");
    }

    /** One of {@code choices}. */
    public String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String varied(String value) {
        StringBuilder text = new StringBuilder(value);
        for (int changes = random.nextInt(3) == 0 ? 0 : random.nextInt(1, 4);
                changes > 0 && text.length() > 0;
                changes--) {
            int at = random.nextInt(text.length());
            char octet = PUT_IN.charAt(random.nextInt(PUT_IN.length()));
            switch (random.nextInt(5)) {
                case 0 -> text.setCharAt(at, octet);
                case 1 -> text.insert(at, octet);
                case 2 -> text.deleteCharAt(at);
                case 3 -> text.setLength(at);
                default -> text.insert(at, text.substring(at).repeat(random.nextInt(20) == 0 ? 20 : 1));
            }
        }
        return text.toString();
    }
}
