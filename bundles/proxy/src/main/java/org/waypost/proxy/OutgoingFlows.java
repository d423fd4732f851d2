package org.waypost.proxy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import javax.sip.header.ViaHeader;
import org.waypost.sip.Branch;
import org.waypost.sip.Flow;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.SipServer;
import org.waypost.sip.SipTransport;
import org.waypost.sip.Transport;

/** Chooses the flow a request is sent on. */
final class OutgoingFlows {

    private final SipTransport sockets;

    OutgoingFlows(SipTransport sockets) {
        this.sockets = sockets;
    }

    /**
     * The connection the contact registered over, while it is open: no name has to be found, and no NAT stands in the way. A Path
     * says itself where to send (RFC 3327 5.3).
     */
    Optional<Flow> registered(Branch branch) {
        return branch.flow() <= 0 || !branch.path().isEmpty()
                ? Optional.empty()
                : sockets.flow(branch.flow()).filter(Flow::isOpen);
    }

    /** A flow to {@code server}, from the socket the branch names if it can be used, else from one like the caller's. */
    Optional<Flow> to(SipServer server, Target target, ListenPoint arrival) {
        return socket(server.transport(), server.address().getAddress(), target.branch(), arrival)
                .map(local -> target.options().isOpenOnly()
                        ? sockets.openFlowTo(local, server.address())
                        : sockets.flowTo(local, server.address()));
    }

    /** The way back to who sent the request with that Via on {@code arrival} (RFC 3261 18.2.2, RFC 3581 4). */
    Flow back(Flow arrival, ViaHeader via) {
        int port = via.getPort() > 0 ? via.getPort() : arrival.transport().defaultPort();
        boolean sameWay = arrival.transport().reliable()
                || via.getParameter("rport") != null
                || port == arrival.remote().getPort();
        return sameWay
                ? arrival
                : sockets.flowTo(
                        arrival.local(), new InetSocketAddress(arrival.remote().getAddress(), port));
    }

    private Optional<ListenPoint> socket(Transport transport, InetAddress to, Branch branch, ListenPoint arrival) {
        Optional<ListenPoint> named =
                branch.socket().isEmpty() ? Optional.empty() : sockets.listenPoint(branch.socket());
        return named.filter(point -> suits(point, transport, to))
                .or(() -> Optional.of(arrival).filter(point -> suits(point, transport, to)))
                .or(() -> sockets.listenPoints().stream()
                        .filter(point -> suits(point, transport, to))
                        .findFirst());
    }

    private static boolean suits(ListenPoint point, Transport transport, InetAddress to) {
        // RFC 7118 5.2.4: a URI says ws, whether TLS lies below or not.
        boolean same =
                point.transport() == transport || transport == Transport.WS && point.transport() == Transport.WSS;
        return same && point.address().getAddress().getClass() == to.getClass();
    }
}
