package org.waypost.proxy.rr;

import java.util.Optional;
import org.waypost.sip.Octets;
import org.waypost.sip.Parameters;

/** What loose_route() found out about a request, for the functions that are asked afterwards. */
public final class RoutedBy {

    private String parameters = "";
    private String uri = "";
    private boolean nextRoute;
    private Octets followed = Octets.EMPTY;
    private int code;

    /** The request came along a Route of this server with these parameters. */
    void own(String routeParameters) {
        parameters = routeParameters;
    }

    /** The first route there was. */
    void first(String routeUri) {
        uri = routeUri;
    }

    /** The next hop is from a Route header, behind one of this server. */
    void next() {
        nextRoute = true;
    }

    /** These Routes have been followed, with this result. */
    void result(Octets routes, int newCode) {
        followed = routes;
        code = newCode;
    }

    /** What following these Routes gave; empty if they were not followed yet. */
    Optional<Integer> result(Octets routes) {
        return followed.isEmpty() || !followed.equals(routes) ? Optional.empty() : Optional.of(code);
    }

    String parameters() {
        return parameters;
    }

    /** The URI of the first Route that the request came with; empty before loose_route(). */
    public String uri() {
        return uri;
    }

    boolean hasNextRoute() {
        return nextRoute;
    }

    /** The From tag of the request that opened the dialog. */
    Optional<String> firstFromTag() {
        Octets list = Octets.of(parameters);
        return Parameters.find(list, "ftag").map(Octets::toString);
    }
}
