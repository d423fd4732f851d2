package org.waypost.auth;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;
import org.waypost.sip.auth.DigestAlgorithm;
import org.waypost.sip.transport.TestFlow;

/** A phone that sends requests with credentials, in their real contexts. */
final class Client {

    private static final Pattern NONCE = Pattern.compile("nonce=\"([^\"]+)\"");

    private final TestFlow flow;
    private int number;

    Client(String address) {
        flow = new TestFlow(TestFlow.point(Transport.UDP, "192.0.2.1", 5060), new InetSocketAddress(address, 5060));
    }

    /** A request of alice's without credentials, or with that header line. */
    SipContext request(String method, String... lines) {
        return requestOf(method, "alice", lines);
    }

    SipContext requestOf(String method, String user, String... lines) {
        return flow.context(text(method, user, lines));
    }

    /** The octets of the next request; each has a Call-ID of its own. */
    String text(String method, String user, String... lines) {
        number++;
        return method + " sip:example.com SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK" + number
                + "\r\nFrom: <sip:" + user + "@example.com>;tag=f\r\nTo: <sip:" + user
                + "@example.com>\r\nCall-ID: c" + number + "\r\nCSeq: 1 " + method + "\r\n"
                + String.join("", List.of(lines)) + "\r\n";
    }

    SipContext context(String text) {
        return flow.context(text);
    }

    /** The last answer. */
    String answer() {
        return flow.sent().isEmpty() ? "" : flow.sent().get(flow.sent().size() - 1);
    }

    /** Whether an answer was one that has these in it; others may come from another thread meanwhile. */
    boolean wasAnswered(String... parts) {
        return List.of(flow.sent().toArray(new String[0])).stream()
                .anyMatch(answer -> List.of(parts).stream().allMatch(answer::contains));
    }

    int answers() {
        return flow.sent().size();
    }

    /** The nonce of the last answer. */
    String nonce() {
        Matcher nonce = NONCE.matcher(answer());
        if (!nonce.find()) {
            throw new AssertionError("no challenge: " + answer());
        }
        return nonce.group(1);
    }

    /** The header line with the credentials of a REGISTER. */
    static String register(String user, String password, String nonce, int count) {
        return line("Authorization", "REGISTER", user, password, nonce, count, DigestAlgorithm.MD5);
    }

    static String line(
            String header,
            String method,
            String user,
            String password,
            String nonce,
            int count,
            DigestAlgorithm algorithm) {
        String uri = "sip:example.com";
        String ha1 = algorithm.hash(user, "example.com", password);
        String ha2 = algorithm.hash(method, uri);
        String nc = String.format(Locale.ROOT, "%08x", count);
        String response =
                count == 0 ? algorithm.hash(ha1, nonce, ha2) : algorithm.hash(ha1, nonce, nc, "cn", "auth", ha2);
        return header + ": Digest username=\"" + user + "\", realm=\"example.com\", nonce=\"" + nonce + "\", uri=\""
                + uri
                + "\", response=\"" + response + "\", algorithm=" + algorithm.token()
                + (count == 0 ? "" : ", qop=auth, nc=" + nc + ", cnonce=\"cn\"") + "\r\n";
    }
}
