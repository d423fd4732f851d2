package org.waypost.usrloc.core;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.waypost.sip.Flow;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.Octets;
import org.waypost.sip.SipTransport;
import org.waypost.sip.SipUri;
import org.waypost.sip.Transport;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.Ping;

/**
 * Where the keepalives of a contact go: requests to the first URI of its Path, others and without Path to where its REGISTER came
 * from, else to the contact itself.
 *
 * @param host name or address, an IPv6 address without brackets
 * @param port 1..65535
 * @param transport to be used
 * @param socket to be sent from if it can be
 */
record KeepaliveTarget(String host, int port, Transport transport, String socket) {

    static Optional<KeepaliveTarget> of(Contact contact, Ping ping) {
        String uri =
                ping.kind() == Ping.Kind.REQUEST && !contact.path().isEmpty() ? firstOf(contact.path()) : uri(contact);
        String socket = ping.socket().isEmpty() ? contact.socket() : ping.socket();
        return SipUri.parse(uri)
                .filter(parts -> parts.scheme() != SipUri.Scheme.TEL)
                .flatMap(parts -> of(parts, socket));
    }

    private static Optional<KeepaliveTarget> of(SipUri uri, String socket) {
        Optional<Octets> named = uri.parameter("transport");
        Transport usual = uri.scheme() == SipUri.Scheme.SIPS ? Transport.TLS : Transport.UDP;
        Optional<Transport> transport =
                named.isEmpty() ? Optional.of(usual) : Transport.of(named.get().toString());
        return transport.map(token -> new KeepaliveTarget(
                bare(uri.host().toString()), uri.port() == 0 ? token.defaultPort() : uri.port(), token, socket));
    }

    /** Whether the host is an address, so that no name has to be looked up. */
    boolean isAddress() {
        boolean digits = !host.isEmpty();
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == ':') {
                return true;
            }
            digits &= c >= '0' && c <= '9' || c == '.';
        }
        return digits;
    }

    /** The flow to there from the contact's socket or one like it; empty if there is none. Waits for the name of a host. */
    Optional<Flow> flow(SipTransport sockets) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return sockets.listenPoint(socket)
                    .filter(point -> suits(point, address))
                    .or(() -> sockets.listenPoints().stream()
                            .filter(point -> suits(point, address))
                            .findFirst())
                    .map(local -> sockets.flowTo(local, new InetSocketAddress(address, port)));
        } catch (UnknownHostException unknown) {
            return Optional.empty();
        }
    }

    private boolean suits(ListenPoint point, InetAddress to) {
        return point.transport() == transport && point.address().getAddress().getClass() == to.getClass();
    }

    private static String uri(Contact contact) {
        return contact.received().isEmpty() ? contact.uri() : contact.received();
    }

    private static String firstOf(String path) {
        int open = path.indexOf('<');
        int close = path.indexOf('>', open + 1);
        return open < 0 || close < 0 ? path : path.substring(open + 1, close);
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
