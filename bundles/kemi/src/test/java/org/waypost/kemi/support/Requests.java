package org.waypost.kemi.support;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.waypost.sip.HostPort;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.Octets;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.DispatchSettings;
import org.waypost.sip.transport.Dispatcher;
import org.waypost.sip.transport.LocalPoint;
import org.waypost.sip.transport.ReplyFlow;
import org.waypost.sip.transport.wire.ReplyWriter;
import org.waypost.sip.transport.wire.ScanLimits;
import org.waypost.sip.transport.wire.ToTag;

/** Real contexts of requests that came from an address and port of one's choice. */
public final class Requests {

    private static final Dispatcher DISPATCHER = new Dispatcher(
            new DispatchSettings(new ScanLimits(256, 65536), 64, 1, 16, new ReplyWriter(Octets.EMPTY, new ToTag())));

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
        LocalPoint point = LocalPoint.of(
                transport, new InetSocketAddress("127.0.0.1", 5060), new HostPort("127.0.0.1", 5060), false);
        return DISPATCHER.contextOf(
                message.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1), new TestFlow(point, source));
    }

    /** The request that these octets are, which came from {@code source} to {@code point}. */
    public static SipContext of(byte[] message, ListenPoint point, InetSocketAddress source) {
        return DISPATCHER.contextOf(message, new TestFlow(point, source));
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

    private record TestFlow(ListenPoint local, InetSocketAddress remote) implements ReplyFlow {

        @Override
        public int id() {
            return -1;
        }

        @Override
        public Transport transport() {
            return local.transport();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean send(byte[] message, int length) {
            return true;
        }

        @Override
        public boolean reply(byte[] message, int length, int viaPort, boolean rport) {
            return true;
        }
    }
}
