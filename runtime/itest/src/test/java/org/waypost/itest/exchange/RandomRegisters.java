package org.waypost.itest.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * REGISTERs of a few phones to a few AoRs from a seed: they add, refresh, move and remove contacts with all that a row keeps, and
 * some of them are late or malformed. No two contacts of an AoR have one URI, since which of them Kamailio then finds in a database is
 * left to chance; all fit the columns, since what Kamailio keeps of what does not is an accident; and only a contact that comes alone
 * has a reg-id or a received, which Kamailio gives to the others of its REGISTER too.
 */
final class RandomRegisters {

    private static final List<String> CONTACTS = List.of(
            "<sip:a@192.0.2.1>",
            "<sip:b@192.0.2.2:5062;transport=tcp>",
            "<sip:c@192.0.2.3>",
            "<sip:c@192.0.2.3;x=%41>",
            "<sip:d%20'@192.0.2.4>",
            "<sips:e@192.0.2.5>",
            "<sip:@lx450@@192.0.2.6>");

    private static final List<String> PARAMETERS = List.of(
            "",
            "",
            "",
            ";q=0.5",
            ";q=1",
            ";q=0",
            ";q=0.123",
            ";expires=120",
            ";expires=7200",
            ";expires=0",
            ";expires=0",
            ";expires=x",
            ";q=2",
            ";methods=\"INVITE, MESSAGE\"",
            ";received=\"sip:203.0.113.7:6000;transport=tcp\"",
            ";reg-id=7");

    private static final List<String> INSTANCES = List.of(
            "<sip:i%d@192.0.2.20>;+sip.instance=\"<urn:uuid:1>\"",
            "<sip:j%d@192.0.2.21>;+sip.instance=\"<urn:uuid:1>\";reg-id=1",
            "<sip:k%d@192.0.2.22>;+sip.instance=\"<urn:uuid:1>\";reg-id=2",
            "<sip:l%d@192.0.2.23>;+sip.instance=\"<urn:uuid:2>\"",
            "<sip:m%d@192.0.2.24>;+sip.instance=\"<urn:@ix200@>\"");

    private static final List<String> HEADERS = List.of(
            "",
            "",
            "",
            "",
            "User-Agent: Phone/1.0 (it's \u00fc)\n",
            "User-Agent: @ux255@\n",
            "Allow: INVITE, ACK, BYE\n",
            "Allow: FOO\n",
            "Expires: 600\n",
            "Expires: 0\n",
            "Expires: x\n",
            "Path: <sip:edge1.test;lr>\n",
            "Path: <sip:edge1.test;lr>,<sip:edge2.test;lr>\n",
            "Path: <sip:edge@192.0.2.100;lr;received=sip:198.51.100.7%3a40000>\n");

    private final RandomGenerator random;
    private final String run;
    private final Map<String, Integer> cseqs = new HashMap<>();

    private RandomRegisters(RandomGenerator random, String run) {
        this.random = random;
        this.run = run;
    }

    /** A conversation of {@code number} REGISTERs; {@code run} is part of all users. */
    static Exchange exchange(RandomGenerator random, String run, int number) {
        RandomRegisters registers = new RandomRegisters(random, run);
        List<Exchange.Step> steps = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            steps.add(new Exchange.Step(0, false, registers.next(), ""));
        }
        return new Exchange(run, List.of(), List.of(), "udp", steps);
    }

    private String next() {
        String aor = "sip:" + pick(List.of("u1", "u2", "U3")) + run + "@" + pick(List.of("one.test", "Two.test"));
        String callId = pick(List.of("x", "y", "z")) + aor.substring(4, 6) + run;
        int cseq = cseqs.merge(callId, 1, Integer::sum);
        cseq = random.nextInt(12) == 0 ? Math.max(1, cseq - 1) : cseq;
        return """
                REGISTER sip:one.test SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:@LOCAL@;branch=z9hG4bK@B@
                Max-Forwards: 70
                From: <%1$s>;tag=r
                To: <%1$s>
                Call-ID: %2$s
                CSeq: %3$d REGISTER
                %4$s%5$sContent-Length: 0

                """.formatted(aor, callId, cseq, contacts(), pick(HEADERS));
    }

    private String contacts() {
        int kind = random.nextInt(20);
        if (kind == 0) {
            return "Contact: *\nExpires: 0\n";
        }
        if (kind == 1) {
            return "";
        }
        StringBuilder contacts = new StringBuilder("Contact: ");
        int others = Math.max(0, random.nextInt(5) - 2);
        contacts.append(contact(others == 0));
        for (int i = 0; i < others; i++) {
            contacts.append(random.nextBoolean() ? ", " : "\nContact: ").append(contact(false));
        }
        return contacts.append('\n').toString();
    }

    private String contact(boolean alone) {
        boolean device = random.nextInt(3) == 0;
        String parameter = pick(PARAMETERS);
        String contact = device
                ? pick(INSTANCES).formatted(random.nextInt(2)) + (parameter.contains("reg-id") ? "" : parameter)
                : pick(CONTACTS) + parameter;
        return alone || !contact.matches(".*;(reg-id|received)=.*") ? contact : pick(CONTACTS);
    }

    private String pick(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
