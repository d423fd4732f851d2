package org.waypost.kemi.transcript;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.waypost.sip.Flow;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipTransport;

/** The sockets of a server with one socket, which has nothing to send. */
record OneSocket(ListenPoint point) implements SipTransport {

    @Override
    public List<ListenPoint> listenPoints() {
        return List.of(point);
    }

    @Override
    public Optional<ListenPoint> listenPoint(String description) {
        return point.description().equals(description) ? Optional.of(point) : Optional.empty();
    }

    @Override
    public boolean isLocal(String host, int port) {
        String plain = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return plain.equals(point.address().getHostString())
                && port == point.address().getPort();
    }

    @Override
    public Optional<Flow> flow(int id) {
        return Optional.empty();
    }

    @Override
    public Flow flowTo(ListenPoint local, InetSocketAddress remote) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SipContext eventContext() {
        throw new UnsupportedOperationException();
    }
}
