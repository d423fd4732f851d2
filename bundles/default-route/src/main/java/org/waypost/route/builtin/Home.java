package org.waypost.route.builtin;

import java.util.Optional;
import org.waypost.sip.SipRequest;
import org.waypost.sip.SipTransport;
import org.waypost.sip.SipUri;

/** Tells URIs of this server and its users from others. */
final class Home {

    private final SipTransport sockets;

    Home(SipTransport sockets) {
        this.sockets = sockets;
    }

    /** Whether the request is for the server itself, not for a user of it. */
    boolean isAskedItself(SipRequest request) {
        Optional<SipUri> uri = SipUri.parse(request.requestUri());
        return uri.isPresent()
                && uri.get().user().isEmpty()
                && sockets.isLocal(uri.get().host().toString(), uri.get().port());
    }

    /** Whether the URI names a user of this server, such as a GRUU in a Contact (RFC 5627), or the server itself. */
    boolean has(String uri) {
        return SipUri.parse(uri).filter(this::has).isPresent();
    }

    /** Whether the URI leads to another host. */
    boolean isAbroad(String uri) {
        return SipUri.parse(uri)
                .filter(parts -> !parts.host().isEmpty() && !has(parts))
                .isPresent();
    }

    private boolean has(SipUri uri) {
        String host = uri.host().toString();
        return sockets.isLocal(host, uri.port())
                || uri.port() == 0
                        && sockets.listenPoints().stream()
                                .anyMatch(point ->
                                        sockets.isLocal(host, point.address().getPort()));
    }
}
