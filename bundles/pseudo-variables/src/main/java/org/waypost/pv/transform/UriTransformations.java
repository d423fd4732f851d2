package org.waypost.pv.transform;

import java.util.function.Function;
import org.waypost.sip.Octets;
import org.waypost.sip.SipUri;
import org.waypost.sip.Value;

/** {@code {uri.…}}: parts of a URI. */
final class UriTransformations {

    private UriTransformations() {}

    static void define(Catalog catalog) {
        part(catalog, "uri.user", "User", SipUri::user);
        part(catalog, "uri.host", "Host", SipUri::host);
    }

    private static void part(Catalog catalog, String name, String description, Function<SipUri, Octets> part) {
        catalog.of(
                name,
                description,
                value -> SipUri.parse(value.text())
                        .map(part)
                        .map(octets -> Value.of(octets.toString()))
                        .orElse(Value.NULL));
    }
}
