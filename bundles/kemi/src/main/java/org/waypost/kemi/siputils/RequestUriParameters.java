package org.waypost.kemi.siputils;

import java.util.Optional;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Codes;
import org.waypost.kemi.Functions;
import org.waypost.kemi.TargetUri;
import org.waypost.sip.Octets;
import org.waypost.sip.Parameters;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipUri;

/** The parameters of the Request-URI. */
final class RequestUriParameters {

    private static final int TEMPORARY = 2;

    private RequestUriParameters() {}

    static void add(Functions table) {
        table.add(
                        "uri_param",
                        "s",
                        "Whether the Request-URI has a parameter without a value.",
                        (c, a) -> hasValue(c, Arguments.text(a, 0), ""))
                .add(
                        "uri_param_value",
                        "ss",
                        "Whether a parameter of the Request-URI has that value.",
                        (c, a) -> hasValue(c, Arguments.text(a, 0), Arguments.text(a, 1)))
                .add(
                        "uri_param_any",
                        "s",
                        "Whether the Request-URI has a parameter, whatever its value.",
                        (c, a) -> Codes.of(
                                TargetUri.parameter(c, Arguments.text(a, 0)).isPresent()))
                .add(
                        "add_uri_param",
                        "s",
                        "Adds a parameter to the Request-URI.",
                        (c, a) -> change(c, uri -> joined(uri.parameters().toString(), Arguments.text(a, 0))))
                .add(
                        "uri_param_rm",
                        "s",
                        "Removes a parameter of the Request-URI.",
                        (c, a) -> change(c, uri -> without(uri.parameters(), Arguments.text(a, 0))))
                .get(
                        "is_gruu",
                        "Whether the Request-URI is a GRUU: 1 a public, 2 a temporary one.",
                        c -> TargetUri.parameter(c, "gr")
                                .map(value -> value.isEmpty() ? TEMPORARY : Codes.TRUE)
                                .orElse(Codes.FALSE));
    }

    /** The list without the parameter {@code name}, with a semicolon before each of the others. */
    static String without(Octets list, String name) {
        StringBuilder rest = new StringBuilder();
        Optional<Parameters> parameter = Parameters.next(list, 0);
        while (parameter.isPresent()) {
            if (!parameter.get().name().equalsIgnoreCase(name)) {
                rest.append(';').append(parameter.get().name());
                if (!parameter.get().value().isEmpty()) {
                    rest.append('=').append(parameter.get().value());
                }
            }
            parameter = Parameters.next(list, parameter.get().end());
        }
        return rest.toString();
    }

    private static String joined(String list, String parameter) {
        String own = list.isEmpty() ? "" : ";" + list;
        return parameter.isEmpty() ? own : own + ";" + parameter;
    }

    // A URI with user=phone is a telephone number to Kamailio, which has no such parameters.
    private static int hasValue(SipContext context, String name, String value) {
        Optional<SipUri> uri = TargetUri.parse(context);
        if (uri.isEmpty()
                || uri.get()
                        .parameter("user")
                        .filter(user -> user.equalsIgnoreCase("phone"))
                        .isPresent()) {
            return Codes.FALSE;
        }
        return Codes.of(uri.get()
                .parameter(name)
                .filter(found -> found.equalsIgnoreCase(value))
                .isPresent());
    }

    /** New parameters, each with its semicolon. */
    @FunctionalInterface
    private interface Change {
        String of(SipUri uri);
    }

    private static int change(SipContext context, Change change) {
        Optional<SipUri> uri = TargetUri.parse(context);
        uri.ifPresent(parsed -> TargetUri.set(context, TargetUri.withParameters(parsed, change.of(parsed))));
        return Codes.of(uri.isPresent());
    }
}
