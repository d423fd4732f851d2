package org.waypost.proxy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.waypost.sip.Octets;
import org.waypost.sip.SipUri;
import org.waypost.sip.Transport;

/**
 * Where a URI says a request goes (RFC 3261 19.1.1, 18.1.1), before its host is resolved.
 *
 * @param host name or address, an IPv6 address without brackets
 * @param port 1..65535
 * @param transport to be used
 */
record NextHop(String host, int port, Transport transport) {

    /** The next hop of a SIP or SIPS URI; empty for any other, and for a transport this server does not know. */
    static Optional<NextHop> of(String uri) {
        return SipUri.parse(uri)
                .filter(parts -> parts.scheme() != SipUri.Scheme.TEL)
                .flatMap(NextHop::of);
    }

    private static Optional<NextHop> of(SipUri uri) {
        boolean secure = uri.scheme() == SipUri.Scheme.SIPS;
        Optional<Octets> named = uri.parameter("transport");
        Optional<Transport> transport = named.isPresent()
                ? Transport.of(named.get().toString())
                : Optional.of(secure ? Transport.TLS : Transport.UDP);
        // RFC 3261 19.1.2: sips means TLS over the transport that is named.
        return transport
                .map(token -> secure && token == Transport.TCP ? Transport.TLS : token)
                .map(token -> new NextHop(
                        bare(uri.parameter("maddr").orElse(uri.host()).toString()),
                        uri.port() == 0 ? token.defaultPort() : uri.port(),
                        token));
    }

    /** The address, if the host is one: no name is looked up. */
    Optional<InetAddress> literal() {
        if (!isLiteral()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    // InetAddress takes no text for an address unless it has a colon or is of digits and dots alone.
    private boolean isLiteral() {
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

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
