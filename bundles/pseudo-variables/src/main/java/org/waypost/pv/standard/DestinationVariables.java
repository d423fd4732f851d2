package org.waypost.pv.standard;

import java.util.Optional;
import org.waypost.pv.text.Uri;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

/** Where the request goes: the destination URI, else the Request-URI. */
final class DestinationVariables {

    private DestinationVariables() {}

    static void define(Catalog catalog) {
        catalog.assign(
                        "du",
                        "Destination URI: where the request goes instead of its Request-URI",
                        context -> Values.orNull(context.target().destination()),
                        DestinationVariables::set)
                .read("dd", "Host of the destination URI", context -> UriValues.host(uri(context)))
                .read(
                        "dp",
                        "Port of the destination URI as text, 5060 if it has none",
                        context -> UriValues.port(uri(context)))
                .read(
                        "dP",
                        "Transport of the destination URI, UDP if it has none",
                        context -> UriValues.transport(uri(context)))
                .define(new Definition(
                        "nh",
                        "u|U|d|p|P",
                        false,
                        "Next hop: the destination URI, else the Request-URI; its user, host, port or transport",
                        (inner, index) -> nextHop(inner)));
    }

    private static PseudoVariable nextHop(String part) {
        return switch (part) {
            case "u" ->
                context -> {
                    String destination = context.target().destination();
                    return destination.isEmpty() ? RequestUriVariables.uri(context) : Value.of(destination);
                };
            case "U" -> context -> UriValues.user(hop(context));
            case "d" -> context -> UriValues.host(hop(context));
            case "p" -> context -> UriValues.port(hop(context));
            case "P" -> context -> UriValues.transport(hop(context));
            default -> throw new IllegalArgumentException("$nh(" + part + ") is none of u, U, d, p and P");
        };
    }

    private static Optional<Uri> hop(SipContext context) {
        return context.target().destination().isEmpty() ? RequestUriVariables.current(context) : uri(context);
    }

    private static boolean set(SipContext context, Value value) {
        if (value.isNumber()) {
            return false;
        }
        context.target(context.target().withDestination(value.text()).withFlow(-1));
        return true;
    }

    private static Optional<Uri> uri(SipContext context) {
        return Uri.parse(context.target().destination());
    }
}
