package org.waypost.kemi.support;

import java.net.InetSocketAddress;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.TestFlow;

/** Real contexts of requests that came from an address and port of one's choice. */
public final class Requests {

    private Requests() {}

    /** An INVITE with these additional lines, each ended by LF, and a body. */
    public static SipContext invite(String uri, String via, String lines, String body, InetSocketAddress source) {
        return invite(uri, via, lines, body, source, Transport.UDP);
    }

    public static SipContext invite(
            String uri, String via, String lines, String body, InetSocketAddress source, Transport transport) {
        String message = "INVITE " + uri + " SIP/2.0\nVia: SIP/2.0/UDP " + via + ";branch=z9hG4bK1\n"
                + "From: <sip:alice@example.com>;tag=1\nTo: <sip:bob@example.com>\nCall-ID: c\nCSeq: 1 INVITE\n" + lines
                + "Content-Length: " + body.replace("\n", "\r\n").length() + "\n\n" + body;
        return new TestFlow(TestFlow.point(transport, "127.0.0.1", 5060), source)
                .context(message.replace("\n", "\r\n"));
    }

    /** The request that these octets are, which came from {@code source} to {@code point}. */
    public static SipContext of(byte[] message, ListenPoint point, InetSocketAddress source) {
        return new TestFlow(point, source).context(message);
    }

    /** An INVITE from there. */
    public static SipContext from(String address, int port) {
        return invite(
                "sip:bob@example.com",
                "127.0.0.1",
                "Contact: <sip:a@10.1.2.3:5070>\n",
                "",
                new InetSocketAddress(address, port));
    }
}
