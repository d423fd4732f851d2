package org.waypost.itest.kit;

import java.util.concurrent.atomic.AtomicLong;

/** The SIP messages of a phone, with LF line ends. */
public final class Texts {

    private static final AtomicLong BRANCH = new AtomicLong(System.nanoTime());

    private Texts() {}

    /**
     * A REGISTER of {@code user}.
     *
     * @param lines further header lines such as {@code Contact: <sip:...>}, each on a line of its own
     */
    public static String register(SipClient client, String user, int cseq, String... lines) {
        return request(client, "REGISTER", "sip:waypost.test", user, cseq, lines);
    }

    /** A REGISTER without Contact: asks for the contacts of {@code user}. */
    public static String query(SipClient client, String user) {
        return request(client, "REGISTER", "sip:waypost.test", user, (int) (BRANCH.get() & 0xFFFFFFF));
    }

    /** A MESSAGE to {@code user} at the server on {@code port}. */
    public static String message(SipClient client, String user, int port, String body) {
        String text =
                request(client, "MESSAGE", "sip:" + user + "@127.0.0.1:" + port, user, 1, "Content-Type: text/plain");
        return text.replace("Content-Length: 0\n\n", "Content-Length: " + body.length() + "\n\n" + body);
    }

    private static String request(SipClient client, String method, String uri, String user, int cseq, String... lines) {
        String further = lines.length == 0 ? "" : String.join("\n", lines) + "\n";
        return """
                %1$s %2$s SIP/2.0
                Via: SIP/2.0/%3$s 127.0.0.1:%4$d;branch=z9hG4bK%5$d;rport
                Max-Forwards: 70
                From: <sip:%6$s@waypost.test>;tag=kit
                To: <sip:%6$s@waypost.test>
                Call-ID: %6$s-%4$d-%1$s
                CSeq: %7$d %1$s
                %8$sContent-Length: 0

                """.formatted(
                method, uri, client.transport(), client.localPort(), BRANCH.incrementAndGet(), user, cseq, further);
    }

    /** The 200 a phone answers a request with. */
    public static String ok(SipMessage request) {
        StringBuilder reply = new StringBuilder("SIP/2.0 200 OK\n");
        for (String name : new String[] {"Via", "Record-Route", "From", "To", "Call-ID", "CSeq"}) {
            for (String value : request.all(name)) {
                String tag = name.equals("To") && !value.contains(";tag=") ? ";tag=phone" : "";
                reply.append(name).append(": ").append(value).append(tag).append('\n');
            }
        }
        return reply.append("Content-Length: 0\n\n").toString();
    }
}
