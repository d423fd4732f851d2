package org.waypost.pv.standard;

import java.util.Optional;
import java.util.function.BiFunction;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipUri;
import org.waypost.sip.Value;

/** The Request-URI as it is now, and as it came. */
final class RequestUriVariables {

    private RequestUriVariables() {}

    static void define(Catalog catalog) {
        catalog.assign("ru", "Request-URI", RequestUriVariables::uri, RequestUriVariables::setUri)
                .assign(
                        "rU",
                        "User of the Request-URI",
                        context -> UriValues.user(current(context)),
                        (context, value) -> rewrite(context, value, UriText::withUser))
                .assign(
                        "rd",
                        "Host of the Request-URI",
                        context -> UriValues.host(current(context)),
                        (context, value) -> !value.isNull() && rewrite(context, value, UriText::withHost))
                .assign(
                        "rp",
                        "Port of the Request-URI, the default of its transport if it has none",
                        context -> UriValues.port(current(context)),
                        (context, value) -> rewrite(context, value, UriText::withPort))
                .read("rP", "Transport of the Request-URI", context -> UriValues.transport(current(context)))
                .read(
                        "ou",
                        "Request-URI as it was received",
                        context -> Values.of(context.request().requestUri()))
                .read("oU", "User of the Request-URI as it was received", context -> UriValues.user(original(context)))
                .read("od", "Host of the Request-URI as it was received", context -> UriValues.host(original(context)))
                .read("op", "Port of the Request-URI as it was received", context -> UriValues.port(original(context)))
                .read(
                        "oP",
                        "Transport of the Request-URI as it was received",
                        context -> UriValues.transport(original(context)));
    }

    private static Value uri(SipContext context) {
        return context.response().isPresent()
                ? Value.NULL
                : Value.of(context.target().uri());
    }

    private static boolean setUri(SipContext context, Value value) {
        if (value.isNull() || value.text().isEmpty()) {
            return false;
        }
        context.target(context.target().withUri(value.text()));
        return true;
    }

    private static boolean rewrite(SipContext context, Value value, BiFunction<SipUri, String, String> change) {
        Optional<SipUri> uri = current(context);
        uri.ifPresent(now -> context.target(context.target().withUri(change.apply(now, value.text()))));
        return uri.isPresent();
    }

    private static Optional<SipUri> current(SipContext context) {
        return context.response().isPresent()
                ? Optional.empty()
                : SipUri.parse(context.target().uri());
    }

    private static Optional<SipUri> original(SipContext context) {
        return SipUri.parse(context.request().requestUri());
    }
}
