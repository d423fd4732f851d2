package org.waypost.kemi.lua;

import java.net.InetSocketAddress;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.TestFlow;

/** A REGISTER in its real context, and the first line of what went back on its flow. */
final class Request {

    private static final String REGISTER = """
            REGISTER sip:h SIP/2.0\r
            Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK1\r
            From: <sip:x@h>;tag=f\r
            To: <sip:x@h>\r
            Call-ID: c\r
            CSeq: 1 REGISTER\r
            Content-Length: 0\r
            \r
            """;

    private final TestFlow flow =
            new TestFlow(TestFlow.point(Transport.UDP, "192.0.2.1", 5060), new InetSocketAddress("192.0.2.9", 5060));

    static SipContext context() {
        return new Request().newContext();
    }

    SipContext newContext() {
        return flow.context(REGISTER);
    }

    /** Status and reason of the last reply; empty if there was none. */
    String reply() {
        return flow.sent().stream()
                .reduce((first, second) -> second)
                .map(text -> text.substring("SIP/2.0 ".length(), text.indexOf('\r')))
                .orElse("");
    }
}
