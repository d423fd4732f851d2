package org.waypost.pv.standard;

import java.util.Optional;
import java.util.function.BiFunction;
import org.waypost.pv.text.Uri;
import org.waypost.pv.text.UriText;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

/** The Request-URI as it is now, and as it came. One that is no URI has no value. */
final class RequestUriVariables {

    private RequestUriVariables() {}

    static void define(Catalog catalog) {
        catalog.assign("ru", "Request-URI", RequestUriVariables::uri, RequestUriVariables::setUri)
                .assign(
                        "rU",
                        "User of the Request-URI; without it the password goes as well",
                        context -> UriValues.user(current(context)),
                        (context, value) -> !value.isNumber() && rewrite(context, value, UriText::withUser))
                .assign(
                        "rd",
                        "Host of the Request-URI",
                        context -> UriValues.host(current(context)),
                        (context, value) ->
                                value.isText() && !value.text().isEmpty() && rewrite(context, value, UriText::withHost))
                .assign(
                        "rp",
                        "Port of the Request-URI as text, 5060 if it has none",
                        context -> UriValues.port(current(context)),
                        (context, value) -> rewrite(context, value, UriText::withPort))
                .read(
                        "rP",
                        "Transport of the Request-URI, UDP if it has none",
                        context -> UriValues.transport(current(context)))
                .read(
                        "rz",
                        "Scheme of the Request-URI; tel with user=phone",
                        context -> UriValues.scheme(current(context)))
                .read("ou", "Request-URI as it was received", RequestUriVariables::originalUri)
                .read("oU", "User of the Request-URI as it was received", context -> UriValues.user(original(context)))
                .read("od", "Host of the Request-URI as it was received", context -> UriValues.host(original(context)))
                .read("op", "Port of the Request-URI as it was received", context -> UriValues.port(original(context)))
                .read(
                        "oP",
                        "Transport of the Request-URI as it was received",
                        context -> UriValues.transport(original(context)));
    }

    /** The Request-URI as it is now, if it is a URI and this is no reply. */
    static Optional<Uri> current(SipContext context) {
        return context.response().isPresent()
                ? Optional.empty()
                : Uri.parse(context.target().uri());
    }

    static Value uri(SipContext context) {
        return current(context).isPresent() ? Value.of(context.target().uri()) : Value.NULL;
    }

    private static Value originalUri(SipContext context) {
        return original(context).isPresent() ? Values.of(context.request().requestUri()) : Value.NULL;
    }

    private static boolean setUri(SipContext context, Value value) {
        if (!value.isText() || value.text().isEmpty()) {
            return false;
        }
        context.target(context.target().withUri(value.text()));
        return true;
    }

    private static boolean rewrite(SipContext context, Value value, BiFunction<Uri, String, String> change) {
        Optional<Uri> uri = current(context);
        uri.ifPresent(now -> context.target(context.target().withUri(change.apply(now, value.text()))));
        return uri.isPresent();
    }

    private static Optional<Uri> original(SipContext context) {
        return context.response().isPresent()
                ? Optional.empty()
                : Uri.parse(context.request().requestUri());
    }
}
