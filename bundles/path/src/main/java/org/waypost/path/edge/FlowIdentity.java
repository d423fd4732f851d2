package org.waypost.path.edge;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.waypost.sip.Flow;
import org.waypost.sip.SipTransport;
import org.waypost.sip.Transport;

/**
 * What tells one flow from all others, now and later (RFC 5626 5.2).
 *
 * @param transport of the flow
 * @param local address of the listening socket
 * @param remote address and port of the client
 * @param id number of the connection, -1 for UDP
 */
record FlowIdentity(Transport transport, InetSocketAddress local, InetSocketAddress remote, int id) {

    private static final int LOCAL_V6 = 0x10;
    private static final int REMOTE_V6 = 0x20;
    private static final int FIXED = 1 + 2 + 2 + 4;

    static FlowIdentity of(Flow flow) {
        return new FlowIdentity(flow.transport(), flow.local().address(), flow.remote(), flow.id());
    }

    /** In 17, 29 or 41 octets. */
    byte[] octets() {
        byte[] own = local.getAddress().getAddress();
        byte[] other = remote.getAddress().getAddress();
        int kind = transport.ordinal() | (own.length > 4 ? LOCAL_V6 : 0) | (other.length > 4 ? REMOTE_V6 : 0);
        return ByteBuffer.allocate(FIXED + own.length + other.length)
                .put((byte) kind)
                .put(own)
                .putShort((short) local.getPort())
                .put(other)
                .putShort((short) remote.getPort())
                .putInt(id)
                .array();
    }

    /** The identity in these octets, which are known to be our own; empty if another version made them otherwise. */
    static Optional<FlowIdentity> of(byte[] octets) {
        try {
            ByteBuffer in = ByteBuffer.wrap(octets);
            int kind = in.get();
            int transport = kind & ~(LOCAL_V6 | REMOTE_V6);
            if (transport < 0 || transport >= Transport.values().length) {
                return Optional.empty();
            }
            InetSocketAddress local = address(in, (kind & LOCAL_V6) != 0);
            InetSocketAddress remote = address(in, (kind & REMOTE_V6) != 0);
            FlowIdentity flow = new FlowIdentity(Transport.values()[transport], local, remote, in.getInt());
            return in.hasRemaining() ? Optional.empty() : Optional.of(flow);
        } catch (BufferUnderflowException | UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static InetSocketAddress address(ByteBuffer in, boolean six) throws UnknownHostException {
        byte[] address = new byte[six ? 16 : 4];
        in.get(address);
        return new InetSocketAddress(InetAddress.getByAddress(address), in.getShort() & 0xFFFF);
    }

    /** The flow, if something can still be sent on it. No connection is opened: another one would not reach the client. */
    Optional<Flow> find(SipTransport sockets) {
        return sockets.listenPoints().stream()
                .filter(point ->
                        point.transport() == transport && point.address().equals(local))
                .findFirst()
                .flatMap(point -> sockets.flow(point, remote, id));
    }

    /** {@code host:port}, an IPv6 address in brackets and without its zone. */
    static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        if (address.getAddress() instanceof Inet6Address) {
            int zone = host.indexOf('%');
            host = "[" + (zone < 0 ? host : host.substring(0, zone)) + "]";
        }
        return host + ":" + address.getPort();
    }
}
