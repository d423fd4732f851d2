package org.waypost.pv.standard;

import java.util.Optional;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipUri;
import org.waypost.sip.Value;

/** Where the request goes instead of its Request-URI. */
final class DestinationVariables {

    private DestinationVariables() {}

    static void define(Catalog catalog) {
        catalog.assign(
                        "du",
                        "Destination URI: where the request goes instead of its Request-URI",
                        context -> Values.orNull(context.target().destination()),
                        DestinationVariables::set)
                .read("dd", "Host of the destination URI", context -> UriValues.host(uri(context)))
                .read("dp", "Port of the destination URI", context -> UriValues.port(uri(context)))
                .read("dP", "Transport of the destination URI", context -> UriValues.transport(uri(context)));
    }

    private static boolean set(SipContext context, Value value) {
        context.target(context.target().withDestination(value.text()));
        return true;
    }

    private static Optional<SipUri> uri(SipContext context) {
        return SipUri.parse(context.target().destination());
    }
}
