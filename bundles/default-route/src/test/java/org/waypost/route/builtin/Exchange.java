package org.waypost.route.builtin;

import java.net.InetSocketAddress;
import java.util.stream.Collectors;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.TestFlow;

/** A request in its real context, and what went back on its flow. */
final class Exchange {

    private static final String ECHOED = "(Via|From|To|Call-ID|CSeq|Server|Content-Length): .*";

    final SipContext context;
    private final TestFlow flow;

    /** From this machine. */
    Exchange(String method, String uri, String... headerLines) {
        this(new InetSocketAddress("127.0.0.1", 5060), method, uri, headerLines);
    }

    Exchange(InetSocketAddress source, String method, String uri, String... headerLines) {
        flow = new TestFlow(TestFlow.point(Transport.UDP, "127.0.0.1", 5060), source);
        String headers = String.join("\r\n", headerLines);
        String to = headers.contains("To: ") ? "" : "To: <" + uri + ">\r\n";
        String callId = headers.contains("Call-ID: ") ? "" : "Call-ID: c\r\n";
        String cseq = headers.contains("CSeq: ") ? "" : "CSeq: 1 " + method + "\r\n";
        String message = method + " " + uri + " SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK1\r\n"
                + "From: <sip:alice@192.0.2.9>;tag=f\r\n" + to + callId + cseq
                + (headers.isEmpty() ? "" : headers + "\r\n") + "\r\n";
        context = flow.context(message);
    }

    /** The whole answer. */
    String full() {
        return flow.sent().get(flow.sent().size() - 1);
    }

    /** Status, reason and header lines of the answer but for the echoed ones; empty if there was none. */
    String answer() {
        if (flow.sent().isEmpty()) {
            return "";
        }
        String answer = flow.sent().get(flow.sent().size() - 1).substring("SIP/2.0 ".length());
        return answer.lines()
                .filter(line -> !line.isEmpty() && !line.matches(ECHOED))
                .map(line -> line + "\r\n")
                .collect(Collectors.joining());
    }
}
