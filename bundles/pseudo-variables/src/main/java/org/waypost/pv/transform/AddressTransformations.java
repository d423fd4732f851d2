package org.waypost.pv.transform;

import java.util.function.Function;
import org.waypost.pv.text.Address;
import org.waypost.pv.text.Uri;
import org.waypost.sip.Octets;
import org.waypost.sip.Parameters;
import org.waypost.sip.Value;

/** {@code {nameaddr.…}} and {@code {tobody.…}}: the parts of what stands in a Contact or To header. */
final class AddressTransformations {

    private AddressTransformations() {}

    static void define(Catalog catalog) {
        catalog.of(
                        "nameaddr.name",
                        "Display name as it was written, up to the '<'",
                        value -> nameAddr(value.text(), (text, open) -> text.sub(0, Math.max(open, 0))))
                .of(
                        "nameaddr.uri",
                        "URI between the angle brackets; all if there are none",
                        value -> nameAddr(
                                value.text(),
                                (text, open) -> open < 0 ? text : text.sub(open + 1, text.indexOf('>', open))))
                .of("nameaddr.len", "Length up to the closing angle bracket", value -> {
                    Value addr = nameAddr(
                            value.text(), (text, open) -> open < 0 ? text : text.sub(0, text.indexOf('>', open) + 1));
                    return addr.isNull() ? addr : Value.of(addr.text().length());
                });
        toBody(catalog, "uri", "URI", Address::uri);
        toBody(catalog, "display", "Display name, quotes included", Address::display);
        toBody(
                catalog,
                "params",
                "Parameters after the URI",
                address -> address.parameters().trim());
        toBody(
                catalog,
                "tag",
                "Tag",
                address -> Parameters.find(address.parameters(), "tag")
                        .map(AddressTransformations::unquoted)
                        .orElse(Octets.EMPTY));
        toBody(catalog, "user", "User of the URI", address -> uri(address, Uri::user));
        toBody(catalog, "host", "Host of the URI", address -> uri(address, Uri::host));
    }

    /** What to take of a text whose angle bracket stands at {@code open}, or -1. */
    @FunctionalInterface
    private interface Part {
        Octets of(Octets text, int open);
    }

    private static Value nameAddr(String value, Part part) {
        Octets text = Octets.of(value);
        int open = Address.bracket(text);
        return text.isEmpty() || open >= 0 && text.indexOf('>', open) < 0
                ? Value.NULL
                : Value.of(part.of(text, open).toString());
    }

    private static void toBody(Catalog catalog, String name, String description, Function<Address, Octets> part) {
        catalog.of("tobody." + name, description, value -> {
            Octets text = Octets.of(value.text()).trim();
            Address address = Address.of(text);
            return isList(text) || Uri.parse(address.uri()).isEmpty()
                    ? Value.NULL
                    : Value.of(part.apply(address).toString());
        });
    }

    private static boolean isList(Octets text) {
        int open = Address.bracket(text);
        int close = open < 0 ? -1 : text.indexOf('>', open);
        Octets rest = close < 0 ? Octets.EMPTY : text.from(close + 1).trim();
        return !rest.isEmpty() && rest.at(0) == ',';
    }

    private static Octets uri(Address address, Function<Uri, Octets> part) {
        return Uri.parse(address.uri()).map(part).orElse(Octets.EMPTY);
    }

    private static Octets unquoted(Octets value) {
        int n = value.length();
        return n >= 2 && value.at(0) == '"' && value.at(n - 1) == '"' ? value.sub(1, n - 1) : value;
    }
}
