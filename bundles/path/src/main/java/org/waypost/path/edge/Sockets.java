package org.waypost.path.edge;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.SipTransport;
import org.waypost.sip.SipUri;
import org.waypost.sip.Transport;

/** Finds the socket that a request will leave from, and writes URIs of sockets. */
final class Sockets {

    private Sockets() {}

    /** The socket for requests to {@code uri}: the one of arrival if it will do, else the first that does. */
    static Optional<ListenPoint> towards(SipUri uri, SipTransport sockets, ListenPoint arrival) {
        Optional<Transport> transport = transport(uri);
        return transport.flatMap(wanted -> suits(arrival, wanted, uri)
                ? Optional.of(arrival)
                : sockets.listenPoints().stream()
                        .filter(point -> suits(point, wanted, uri))
                        .findFirst());
    }

    /** The transport a URI asks for (RFC 3263 4.1, without the domain name system). */
    static Optional<Transport> transport(SipUri uri) {
        return uri.parameter("transport")
                .map(named -> Transport.of(named.toString()))
                .orElse(Optional.of(uri.scheme() == SipUri.Scheme.SIPS ? Transport.TLS : Transport.UDP));
    }

    /** {@code sip:user@host:port;transport=…}, without transport for UDP. */
    static String uri(String user, ListenPoint point) {
        return "sip:" + (user.isEmpty() ? "" : user + "@") + point.sentBy()
                + (point.transport() == Transport.UDP
                        ? ""
                        : ";transport=" + point.transport().token());
    }

    /** The address and port of a URI; empty if its host is a name, which is not looked up. */
    static Optional<InetSocketAddress> address(SipUri uri) {
        if (!isV4(uri) && !isV6(uri)) {
            return Optional.empty();
        }
        int port = uri.port() == 0 ? transport(uri).map(Transport::defaultPort).orElse(0) : uri.port();
        try {
            return Optional.of(
                    new InetSocketAddress(InetAddress.getByName(uri.host().toString()), port));
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }

    private static boolean suits(ListenPoint point, Transport transport, SipUri uri) {
        boolean six = point.address().getAddress() instanceof Inet6Address;
        return point.transport() == transport && (six ? !isV4(uri) : !isV6(uri));
    }

    private static boolean isV6(SipUri uri) {
        return uri.host().indexOf(':', 0) >= 0;
    }

    private static boolean isV4(SipUri uri) {
        String host = uri.host().toString();
        return host.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.');
    }
}
