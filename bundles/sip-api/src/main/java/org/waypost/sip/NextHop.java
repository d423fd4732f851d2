package org.waypost.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where a URI says a request goes (RFC 3261 19.1.1, RFC 3263 4), before its host is resolved.
 *
 * @param host name or address, an IPv6 address without brackets; the {@code maddr} if there is one
 * @param port 1..65535, or 0 if none is given
 * @param transport that is asked for, TLS or WSS if {@code secure}; empty if none is
 * @param secure whether nothing but TLS will do
 */
public record NextHop(String host, int port, Optional<Transport> transport, boolean secure) {

    private static final int GROUPS = 4;

    /** The next hop of a SIP or SIPS URI; empty for any other, and for a transport that is not known or not secure for a SIPS URI. */
    public static Optional<NextHop> of(String uri) {
        return SipUri.parse(uri)
                .filter(parts -> parts.scheme() != SipUri.Scheme.TEL)
                .flatMap(NextHop::of);
    }

    private static Optional<NextHop> of(SipUri uri) {
        boolean secure = uri.scheme() == SipUri.Scheme.SIPS;
        Optional<Octets> named = uri.parameter("transport");
        Optional<Transport> transport =
                named.flatMap(token -> Transport.of(token.toString())).flatMap(known -> secure(known, secure));
        if (named.isPresent() && transport.isEmpty()) {
            return Optional.empty();
        }
        String host = bare(uri.parameter("maddr").orElse(uri.host()).toString());
        return Optional.of(new NextHop(host, uri.port(), transport, secure));
    }

    // RFC 3261 19.1.2: sips means TLS over the transport that is named.
    private static Optional<Transport> secure(Transport transport, boolean secure) {
        return !secure
                ? Optional.of(transport)
                : switch (transport) {
                    case UDP -> Optional.empty();
                    case TCP, TLS -> Optional.of(Transport.TLS);
                    case WS, WSS -> Optional.of(Transport.WSS);
                };
    }

    /** The transport that is asked for, else the one that a host without further records is reached over (RFC 3263 4.1). */
    public Transport transportOrDefault() {
        return transport.orElse(secure ? Transport.TLS : Transport.UDP);
    }

    /** The server, if the host is an address: no name is looked up. */
    public Optional<SipServer> literal() {
        Transport over = transportOrDefault();
        return address()
                .map(found -> new SipServer(over, new InetSocketAddress(found, port == 0 ? over.defaultPort() : port)));
    }

    private Optional<InetAddress> address() {
        try {
            if (host.indexOf(':') >= 0) {
                return Optional.of(InetAddress.getByName(host));
            }
            byte[] octets = new byte[GROUPS];
            return isFourNumbers(octets) ? Optional.of(InetAddress.getByAddress(octets)) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    // InetAddress would ask the resolver for what is nearly an address, such as 1.2.3.400.
    private boolean isFourNumbers(byte[] octets) {
        int group = 0;
        int value = -1;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c >= '0' && c <= '9') {
                value = Math.max(value, 0) * 10 + c - '0';
                if (value > 255) {
                    return false;
                }
            } else if (c == '.' && value >= 0 && group < GROUPS - 1) {
                octets[group++] = (byte) value;
                value = -1;
            } else {
                return false;
            }
        }
        if (group != GROUPS - 1 || value < 0) {
            return false;
        }
        octets[group] = (byte) value;
        return true;
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
