package org.waypost.pv;

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

/** Makes the real context of a request, as if it had come from 127.0.0.1:45090 to 127.0.0.1:45060. */
public final class RequestInHand {

    private static final Dispatcher DISPATCHER = new Dispatcher(
            new DispatchSettings(new ScanLimits(256, 8192), 64, 1, 16, new ReplyWriter(Octets.EMPTY, new ToTag())));

    private RequestInHand() {}

    /** The request that {@code text} is, one octet a char, its lines ended by LF or CRLF. */
    public static SipContext of(String text) {
        return of(text, Transport.UDP, "127.0.0.1");
    }

    public static SipContext of(String text, Transport transport, String host) {
        String head = text.replace("\r\n", "\n").stripLeading();
        String message = (head.contains("\n\n") ? head : head.stripTrailing() + "\n\n").replace("\n", "\r\n");
        InetSocketAddress local = new InetSocketAddress(host, 45060);
        LocalPoint point = LocalPoint.of(transport, local, new HostPort(LocalPoint.host(local), 45060), false);
        return DISPATCHER.contextOf(
                message.getBytes(StandardCharsets.ISO_8859_1), new TestFlow(point, new InetSocketAddress(host, 45090)));
    }

    private record TestFlow(ListenPoint local, InetSocketAddress remote) implements ReplyFlow {

        @Override
        public int id() {
            return transport().reliable() ? 7 : -1;
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
