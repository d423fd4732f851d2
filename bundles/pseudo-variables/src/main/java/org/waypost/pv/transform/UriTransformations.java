package org.waypost.pv.transform;

import java.util.Optional;
import java.util.function.Function;
import org.waypost.pv.text.ParameterList;
import org.waypost.pv.text.Uri;
import org.waypost.sip.Octets;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.Transport;
import org.waypost.sip.Value;

/** {@code {uri.…}}: parts of a URI; what it lacks is empty text, and null is what is no URI. */
final class UriTransformations {

    private UriTransformations() {}

    static void define(Catalog catalog) {
        part(catalog, "user", "User", Uri::user);
        part(catalog, "passwd", "Password", Uri::password);
        part(catalog, "host", "Host", Uri::host);
        part(catalog, "params", "All parameters", UriTransformations::parameters);
        part(catalog, "headers", "All headers", Uri::headers);
        part(catalog, "scheme", "Scheme", Uri::scheme);
        of(catalog, "port", "Port as a number, 0 if there is none", uri -> Value.of(uri.port()));
        for (String name : new String[] {"transport", "ttl", "maddr", "method", "lr", "r2"}) {
            parameter(catalog, name, name);
        }
        parameter(catalog, "uparam", "user");
        catalog.define("uri.param", "name", "Value of that parameter", arguments -> parameter(arguments.rest()));
        of(catalog, "tosocket", "transport:host:port, if the URI names a transport", uri -> Value.of(socket(uri)));
        of(catalog, "duri", "scheme:host:port;transport=…, fit for a destination", uri -> Value.of(uri(uri, "", true)));
        of(catalog, "saor", "scheme:user@host", uri -> Value.of(uri(uri, user(uri), false)));
        of(catalog, "suri", "scheme:user@host:port;transport=…", uri -> Value.of(uri(uri, user(uri), true)));
        catalog.of(
                        "urialias.encode",
                        "host~port~number of the transport, as in the parameter alias",
                        value -> Uri.parse(value.text())
                                .map(UriTransformations::alias)
                                .orElse(Value.of("")))
                .of(
                        "urialias.decode",
                        "The URI that host~port~number of the transport stands for",
                        value -> fromAlias(value.text()));
    }

    private static void part(Catalog catalog, String name, String description, Function<Uri, Octets> part) {
        of(catalog, name, description, uri -> Value.of(part.apply(uri).toString()));
    }

    private static void parameter(Catalog catalog, String name, String parameter) {
        of(catalog, name, "Value of the parameter " + parameter, uri -> Value.of(text(uri, parameter)));
    }

    private static void of(Catalog catalog, String name, String description, Function<Uri, Value> get) {
        catalog.of(
                "uri." + name,
                description,
                value -> Uri.parse(value.text()).map(get).orElse(Value.NULL));
    }

    private static Transformation parameter(PseudoVariable name) {
        return (value, context) -> {
            Value wanted = name.get(context);
            Optional<Uri> uri = wanted.isNull() ? Optional.empty() : Uri.parse(value.text());
            if (uri.isEmpty()) {
                return Value.NULL;
            }
            if (parameters(uri.get()).isEmpty()) {
                return Value.of("");
            }
            return ParameterList.parse(parameters(uri.get()).toString(), ';')
                    .map(list -> ParameterTransformations.value(list, wanted.text()))
                    .orElse(Value.NULL);
        };
    }

    // Those of a TEL URI belong to its number (RFC 3966 3).
    private static Octets parameters(Uri uri) {
        return uri.isTel() ? Octets.EMPTY : uri.parameters();
    }

    private static String text(Uri uri, String parameter) {
        return uri.parameter(parameter).map(Octets::toString).orElse("");
    }

    private static String socket(Uri uri) {
        String transport = text(uri, "transport");
        return Transport.of(transport)
                .map(known -> known.token() + ":" + uri.host() + ":" + port(uri, known))
                .orElse("");
    }

    private static int port(Uri uri, Transport transport) {
        return uri.port() != 0 ? uri.port() : transport == Transport.TLS ? 5061 : 5060;
    }

    private static String user(Uri uri) {
        return uri.user().isEmpty() ? "" : uri.user() + "@";
    }

    private static String uri(Uri uri, String user, boolean address) {
        String transport = text(uri, "transport");
        return uri.scheme() + ":" + user + uri.host()
                + (address && uri.port() != 0 ? ":" + uri.port() : "")
                + (address && !transport.isEmpty() ? ";transport=" + transport : "");
    }

    private static Value alias(Uri uri) {
        Transport transport = Transport.of(text(uri, "transport")).orElse(Transport.UDP);
        int port = uri.port() != 0 ? uri.port() : 5060;
        return Value.of(uri.host() + "~" + port + "~" + TransportNumber.of(transport));
    }

    private static Value fromAlias(String alias) {
        int port = alias.indexOf('~');
        int number = alias.indexOf('~', port + 1);
        if (port <= 0 || number < 0) {
            return Value.NULL;
        }
        return TransportNumber.transport(alias.substring(number + 1))
                .map(transport -> Value.of("sip:" + alias.substring(0, port) + ":" + alias.substring(port + 1, number)
                        + (transport == Transport.UDP ? "" : ";transport=" + transport.token())))
                .orElse(Value.NULL);
    }
}
