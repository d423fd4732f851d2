package org.waypost.path.edge;

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

/** A request in its real context, said to come from 127.0.0.1:45452 to port 26098. */
record Message(Transport transport, InetSocketAddress remote) implements ReplyFlow {

    private static final Dispatcher DISPATCHER = new Dispatcher(
            new DispatchSettings(new ScanLimits(100, 1000), 10, 1, 1, new ReplyWriter(Octets.EMPTY, new ToTag())));

    static SipContext of(String method, Transport transport, String... headerLines) {
        String message = method + " sip:example.com SIP/2.0\r\n"
                + "Via: SIP/2.0/" + transport + " 127.0.0.1:45452;branch=z9hG4bK1\r\n"
                + "From: <sip:alice@example.com>;tag=1\r\nTo: <sip:alice@example.com>\r\nCall-ID: c\r\n"
                + "CSeq: 1 " + method + "\r\n" + String.join("\r\n", headerLines)
                + (headerLines.length == 0 ? "" : "\r\n") + "\r\n";
        return DISPATCHER.contextOf(
                message.getBytes(StandardCharsets.ISO_8859_1),
                new Message(transport, new InetSocketAddress("127.0.0.1", 45452)));
    }

    static String edited(SipContext context) {
        return new String(context.edits().result(), StandardCharsets.ISO_8859_1);
    }

    static ListenPoint point(Transport transport) {
        return LocalPoint.of(
                transport, new InetSocketAddress("127.0.0.1", 26098), new HostPort("127.0.0.1", 26098), false);
    }

    @Override
    public int id() {
        return transport == Transport.UDP ? -1 : 7;
    }

    @Override
    public ListenPoint local() {
        return point(transport);
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
