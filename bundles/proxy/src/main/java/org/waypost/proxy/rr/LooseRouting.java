package org.waypost.proxy.rr;

import java.util.List;
import java.util.Optional;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.Parameters;
import org.waypost.sip.RouteSet;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipTransport;
import org.waypost.sip.SipUri;
import org.waypost.sip.Transport;

/**
 * Follows the Route headers of a request (RFC 3261 16.4 and 16.12), with the results of Kamailio's loose_route(). A route of this
 * server is taken out; the next one becomes the destination, or the Request-URI if it is that of a strict router.
 */
final class LooseRouting {

    static final int ROUTED = 1;
    static final int NOT_ROUTED = -1;
    static final int PRELOADED = -3;

    private final SipTransport sockets;
    private final SipContext context;
    private final boolean followSocket;
    private final RoutedBy routedBy;

    /** @param followSocket whether the second of two routes of this server says which socket the request leaves by */
    LooseRouting(SipTransport sockets, SipContext context, boolean followSocket) {
        this.sockets = sockets;
        this.context = context;
        this.followSocket = followSocket;
        this.routedBy = context.attachment(RoutedBy.class, RoutedBy::new);
    }

    /**
     * Follows them. Once that is done it gives the same result again, until the Routes are others.
     *
     * @param strictToo whether a Request-URI that is this server's own may come from a strict router in front of it
     */
    int route(boolean strictToo) {
        Octets came = context.request().first(HeaderName.ROUTE);
        return routedBy.result(came).orElseGet(() -> {
            int code = follow(strictToo);
            routedBy.result(came, code);
            return code;
        });
    }

    private int follow(boolean strictToo) {
        Optional<RouteSet> routes = RouteSet.of(context);
        if (routes.isEmpty()) {
            return NOT_ROUTED;
        }
        routedBy.first(routes.get().entries().get(0).uri());
        if (strictToo && isInDialog() && isOwnRoute(context.target().uri())) {
            return afterStrict(routes.get());
        }
        return afterLoose(routes.get());
    }

    // RFC 3261 16.4: the strict router put our route into the Request-URI, what was there is the last Route.
    private int afterStrict(RouteSet routes) {
        routedBy.own(parameters(context.target().uri()));
        List<RouteSet.Entry> entries = routes.entries();
        String first = entries.get(0).uri();
        if (!isLoose(first)) {
            routes.removeFirst(1);
            context.target(context.target().withUri(first).withDestination(""));
            return ROUTED;
        }
        routes.removeLast();
        String last = entries.get(entries.size() - 1).uri();
        context.target(context.target().withUri(last).withDestination(first));
        return ROUTED;
    }

    private int afterLoose(RouteSet routes) {
        List<RouteSet.Entry> entries = routes.entries();
        String first = entries.get(0).uri();
        if (!isOwn(first)) {
            follow(routes, 0);
            return ROUTED;
        }
        routedBy.own(";" + parameters(first));
        int own = isDouble(entries) ? 2 : 1;
        if (own == 2 && followSocket) {
            sendFrom(entries.get(1).uri());
        }
        if (own == entries.size()) {
            routes.removeFirst(own);
            return isInDialog() ? ROUTED : PRELOADED;
        }
        routedBy.next();
        follow(routes, own);
        return ROUTED;
    }

    // Takes out the routes in front of the one at index, and goes there.
    private void follow(RouteSet routes, int index) {
        String next = routes.entries().get(index).uri();
        if (isLoose(next)) {
            if (index > 0) {
                routes.removeFirst(index);
            }
            context.target(context.target().withDestination(next));
            return;
        }
        // RFC 3261 16.6 step 6: a strict router wants itself in the Request-URI.
        routes.removeFirst(index + 1);
        routes.append(context.target().uri());
        context.target(context.target().withUri(next).withDestination(""));
    }

    // Two routes of this server, written together because the request changed its transport or network.
    private boolean isDouble(List<RouteSet.Entry> entries) {
        return entries.size() > 1
                && hasParameter(entries.get(0).uri(), "r2")
                && hasParameter(entries.get(1).uri(), "r2")
                && isOwn(entries.get(1).uri());
    }

    private void sendFrom(String route) {
        SipUri.parse(route)
                .flatMap(uri -> sockets.listenPoint(
                        uri.parameter("transport").map(Octets::toString).orElse(Transport.UDP.token())
                                + ":" + uri.host() + ":"
                                + (uri.port() == 0 ? Transport.UDP.defaultPort() : uri.port())))
                .ifPresent(point -> context.target(context.target().withSocket(point.description())));
    }

    private boolean isOwn(String uri) {
        return SipUri.parse(uri)
                .filter(parts -> sockets.isLocal(parts.host().toString(), parts.port()))
                .isPresent();
    }

    /** As {@link #isOwn}, but for GRUUs (RFC 5627), which are Contacts of phones. */
    private boolean isOwnRoute(String uri) {
        return isOwn(uri)
                && SipUri.parse(uri)
                        .filter(parts -> parts.parameter("gr").isEmpty())
                        .isPresent();
    }

    private boolean isInDialog() {
        return tag(context.request().first(HeaderName.TO)).isPresent();
    }

    private static boolean isLoose(String uri) {
        return hasParameter(uri, "lr");
    }

    private static boolean hasParameter(String uri, String name) {
        return SipUri.parse(uri).flatMap(parts -> parts.parameter(name)).isPresent();
    }

    private static String parameters(String uri) {
        return SipUri.parse(uri).map(parts -> parts.parameters().toString()).orElse("");
    }

    /** The tag of a From or To header. */
    static Optional<String> tag(Octets address) {
        int semicolon = address.indexOf(';', Math.max(address.lastIndexOf('>'), 0));
        return semicolon < 0
                ? Optional.empty()
                : Parameters.find(address.from(semicolon + 1), "tag").map(Octets::toString);
    }
}
