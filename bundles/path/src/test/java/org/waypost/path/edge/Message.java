package org.waypost.path.edge;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.TestFlow;

/** A request in its real context, said to come from 127.0.0.1:45452 to port 26098. */
final class Message {

    private Message() {}

    static SipContext of(String method, Transport transport, String... headerLines) {
        String message = method + " sip:example.com SIP/2.0\r\n"
                + "Via: SIP/2.0/" + transport + " 127.0.0.1:45452;branch=z9hG4bK1\r\n"
                + "From: <sip:alice@example.com>;tag=1\r\nTo: <sip:alice@example.com>\r\nCall-ID: c\r\n"
                + "CSeq: 1 " + method + "\r\n" + String.join("\r\n", headerLines)
                + (headerLines.length == 0 ? "" : "\r\n") + "\r\n";
        return new TestFlow(point(transport), new InetSocketAddress("127.0.0.1", 45452)).context(message);
    }

    static String edited(SipContext context) {
        return new String(context.edits().result(), StandardCharsets.ISO_8859_1);
    }

    static ListenPoint point(Transport transport) {
        return TestFlow.point(transport, "127.0.0.1", 26098);
    }
}
