package org.waypost.registrar.core;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.waypost.sip.HostPort;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.LocalPoint;
import org.waypost.sip.transport.TestFlow;

/** A request in its real context, and what went back on its flow. */
final class Exchange {

    static final LocalPoint POINT = LocalPoint.of(
            Transport.UDP, new InetSocketAddress("192.0.2.1", 5060), new HostPort("sip.example.org", 5060), true);

    private static final List<String> MANDATORY = List.of(
            "Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK1", "From: <sip:x@h>;tag=f", "To: <sip:x@h>", "Call-ID: c");
    private static final String ECHOED = "(?is)(Via|Record-Route|From|To|Call-ID|CSeq|Server|Content-Length): .*";

    final SipContext context;
    private final List<String> replies;

    private Exchange(String request, InetSocketAddress remote) {
        TestFlow flow = new TestFlow(POINT, remote);
        this.context = flow.context(request);
        this.replies = flow.sent();
    }

    /** @param request request line and headers with CRLF; those that each request must have are added */
    static Exchange of(String request) {
        return from(request, new InetSocketAddress("192.0.2.1", 5060));
    }

    static Exchange from(String request, InetSocketAddress remote) {
        String method = request.substring(0, request.indexOf(' '));
        StringBuilder all = new StringBuilder(request.substring(0, request.length() - 2));
        for (String line : MANDATORY) {
            addUnless(request, line, all);
        }
        addUnless(request, "CSeq: 1 " + method, all);
        return new Exchange(all.append("\r\n").toString(), remote);
    }

    private static void addUnless(String request, String line, StringBuilder all) {
        if (!request.contains("\r\n" + line.substring(0, line.indexOf(':') + 1))) {
            all.append(line).append("\r\n");
        }
    }

    /** Status, reason and header lines of the first reply but for the echoed ones, separated by line feeds; empty if none. */
    String reply() {
        return replies.stream()
                .findFirst()
                .map(reply -> Stream.of(reply.substring("SIP/2.0 ".length()).split("\r\n(?![ \t])"))
                        .filter(line -> !line.matches(ECHOED))
                        .collect(Collectors.joining("\n")))
                .orElse("");
    }

    int replies() {
        return replies.size();
    }

    boolean echoedRecordRoute() {
        return replies.get(0).contains("\r\nRecord-Route: ");
    }
}
