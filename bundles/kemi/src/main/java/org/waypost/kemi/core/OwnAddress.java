package org.waypost.kemi.core;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Functions;
import org.waypost.kemi.Messages;
import org.waypost.kemi.TargetUri;
import org.waypost.sip.HeaderName;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.Octets;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipTransport;
import org.waypost.sip.SipUri;
import org.waypost.sip.Transport;

/** Tests whether a URI or address is one of this server's. A URI without a port is, if any of its ports is meant. */
final class OwnAddress {

    private final SipTransport sockets;

    OwnAddress(SipTransport sockets) {
        this.sockets = sockets;
    }

    void add(Functions core) {
        core.add("is_myself", "s", "Whether a URI or host is this server's.", (c, a) -> isOwn(Arguments.text(a, 0)))
                .test(
                        "is_myself_ruri",
                        "Whether the Request-URI is this server's.",
                        c -> isOwnUri(Octets.of(TargetUri.of(c))))
                .test(
                        "is_myself_furi",
                        "Whether the URI in From is this server's.",
                        c -> isOwnAddress(c, HeaderName.FROM))
                .test("is_myself_turi", "Whether the URI in To is this server's.", c -> isOwnAddress(c, HeaderName.TO))
                .test(
                        "is_myself_duri",
                        "Whether the destination URI is this server's.",
                        c -> isOwnUri(Octets.of(c.target().destination())))
                .test(
                        "is_myself_nhuri",
                        "Whether the next hop, the destination or else the Request-URI, is this server's.",
                        c -> isOwnUri(Octets.of(
                                c.target().destination().isEmpty()
                                        ? TargetUri.of(c)
                                        : c.target().destination())))
                .test(
                        "is_myself_suri",
                        "Whether the message came from an address and port of this server.",
                        c -> isOwn(host(c.flow().remote()), c.flow().remote().getPort()))
                .test(
                        "is_myself_srcip",
                        "Whether the message came from an address of this server.",
                        c -> isOwn(host(c.flow().remote()), 0));
    }

    private boolean isOwn(String text) {
        Octets octets = Octets.of(text);
        return isUri(octets)
                ? isOwnUri(octets)
                : !text.isEmpty() && text.indexOf(':') < 0 && isOwn(text, 0) || isBracketed(text) && isOwn(text, 0);
    }

    private static boolean isUri(Octets text) {
        return text.startsWithIgnoreCase("sip:")
                || text.startsWithIgnoreCase("sips:")
                || text.startsWithIgnoreCase("tel:");
    }

    private static boolean isBracketed(String text) {
        return text.startsWith("[") && text.endsWith("]");
    }

    private boolean isOwnAddress(SipContext context, HeaderName header) {
        return isOwnUri(Messages.uri(Messages.inHand(context).first(header)));
    }

    private boolean isOwnUri(Octets text) {
        Optional<SipUri> uri = SipUri.parse(text);
        if (uri.isEmpty() || uri.get().host().isEmpty()) {
            return false;
        }
        String host = uri.get().host().toString();
        int port = uri.get().port();
        Optional<Octets> transport = uri.get().parameter("transport");
        if (transport.isPresent()) {
            Optional<Transport> known = Transport.of(transport.get().toString());
            return known.isPresent() && (isWebSocket(known.get()) || listens(known.get(), port)) && isOwn(host, port);
        }
        return isOwn(host, port);
    }

    // In the original it comes in on the sockets of TCP and TLS.
    private static boolean isWebSocket(Transport transport) {
        return transport == Transport.WS || transport == Transport.WSS;
    }

    private boolean listens(Transport transport, int port) {
        for (ListenPoint point : sockets.listenPoints()) {
            if (point.transport() == transport && (port == 0 || isPort(point, port))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPort(ListenPoint point, int port) {
        return point.address().getPort() == port || point.sentBy().port() == port;
    }

    private boolean isOwn(String host, int port) {
        if (sockets.isLocal(host, port)) {
            return true;
        }
        if (port == 0) {
            for (ListenPoint point : sockets.listenPoints()) {
                if (sockets.isLocal(host, point.address().getPort())
                        || sockets.isLocal(host, point.sentBy().port())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String host(InetSocketAddress address) {
        return address.getAddress().getHostAddress();
    }
}
