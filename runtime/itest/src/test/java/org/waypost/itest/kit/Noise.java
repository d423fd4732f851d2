package org.waypost.itest.kit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.waypost.itest.torture.TortureMessage;

/**
 * Makes random, truncated, garbled and oversized messages, the same ones for the same seed. Requests that may be
 * relayed go to {@link #TARGET}, so that a test can see to it that nothing leaves the loopback interface.
 */
public final class Noise {

    /** The user that requests other than REGISTER are sent to. */
    public static final String TARGET = "noise-target";

    private static final String[] NAMES = {
        "Via",
        "v",
        "From",
        "To",
        "t",
        "Call-ID",
        "CSeq",
        "Contact",
        "m",
        "Expires",
        "Content-Length",
        "l",
        "Max-Forwards",
        "Route",
        "Record-Route",
        "Path",
        "Supported",
        "Require",
        "X-Unknown"
    };
    private static final String[] VALUES = {
        "",
        "*",
        "<",
        "<sip:",
        "<sip:a@b",
        "\"",
        "\"\\",
        "-1",
        "0",
        "99999999999999999999",
        ";;;;",
        ",,,,",
        "a=b;=c;d=",
        "<sip:x@[::1>",
        "sip:%zz@h",
        "\u0000\u0001\u00ff",
        "SIP/2.0/UDP",
        "SIP/2.0/UDP [",
        ";expires=;q=;+sip.instance=",
        "<sip:a@b>;q=9;expires=4294967296",
        "1 REGISTER REGISTER",
        "\t \r\n \r\n\t"
    };

    /** The torture messages of RFC 4475, the requests among them to {@link #TARGET}. */
    private static final List<String> TORTURES = TortureMessage.all().stream()
            .map(message -> message.text().replaceFirst("\\A([!A-Z]\\S+) .* ", "$1 sip:" + TARGET + "@127.0.0.1 "))
            .toList();

    private final SplittableRandom random;

    public Noise(long seed) {
        random = new SplittableRandom(seed);
    }

    /** The next message, at most 60,000 octets. */
    public byte[] next() {
        return switch (random.nextInt(11)) {
            case 0 -> randomOctets(random.nextInt(1, 1400));
            case 1 -> randomOctets(random.nextInt(0, 8));
            case 2, 3 -> truncated();
            case 4, 5 -> garbled(valid());
            case 6, 7 -> assembled();
            case 8 -> swapped();
            case 9 -> garbled(TORTURES.get(random.nextInt(TORTURES.size())));
            default -> random.nextInt(20) == 0 ? oversized() : truncated();
        };
    }

    private byte[] randomOctets(int length) {
        byte[] octets = new byte[length];
        random.nextBytes(octets);
        return octets;
    }

    private String valid() {
        String method = new String[] {"REGISTER", "REGISTER", "OPTIONS", "MESSAGE", "INVITE", "ACK", "CANCEL", "BYE"}
                [random.nextInt(8)];
        int user = random.nextInt(1000);
        return """
                %1$s sip:%4$s@127.0.0.1 SIP/2.0\r
                Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK%3$d\r
                Max-Forwards: 70\r
                From: <sip:noise@waypost.test>;tag=%2$d\r
                To: <sip:noise%2$d@waypost.test>\r
                Call-ID: noise%3$d\r
                CSeq: %2$d %1$s\r
                Contact: "N" <sip:noise@127.0.0.1:9>;q=0.5;expires=60;+sip.instance="<urn:uuid:1>"\r
                Content-Length: 4\r
                \r
                body""".formatted(method, user, random.nextInt(1 << 30), TARGET);
    }

    private byte[] truncated() {
        byte[] octets = octets(random.nextInt(4) == 0 ? reply() : valid());
        return Arrays.copyOf(octets, random.nextInt(octets.length));
    }

    private String reply() {
        return valid().replaceFirst("\\A.*", "SIP/2.0 " + random.nextInt(1000) + " Hm");
    }

    private byte[] garbled(String message) {
        byte[] octets = octets(message);
        for (int i = random.nextInt(1, 20); i > 0; i--) {
            octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
        }
        return octets;
    }

    /** Random headers, as often as not after those that a request must have. */
    private byte[] assembled() {
        String valid = valid();
        StringBuilder text = new StringBuilder(
                random.nextBoolean() ? "REGISTER sip:x SIP/2.0\r\n" : valid.substring(0, valid.indexOf("Contact")));
        for (int i = random.nextInt(10); i > 0; i--) {
            text.append(pick(NAMES))
                    .append(random.nextInt(10) == 0 ? "" : ": ")
                    .append(pick(VALUES))
                    .append("\r\n");
        }
        return octets(text.append("\r\n"));
    }

    private byte[] swapped() {
        String[] lines = valid().split("\r\n");
        int from = random.nextInt(lines.length);
        int to = random.nextInt(lines.length);
        lines[to] = lines[from] + pick(VALUES);
        return octets(String.join(random.nextInt(3) == 0 ? "\n" : "\r\n", lines));
    }

    private byte[] oversized() {
        String line = pick(NAMES) + ": " + pick(VALUES) + ",";
        return octets(valid().replace("Max-Forwards: 70\r\n", line.repeat(random.nextInt(100, 1500)) + "\r\n"));
    }

    private String pick(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static byte[] octets(CharSequence text) {
        byte[] octets = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        return octets.length <= 60_000 ? octets : Arrays.copyOf(octets, 60_000);
    }
}
