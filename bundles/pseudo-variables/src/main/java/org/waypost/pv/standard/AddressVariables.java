package org.waypost.pv.standard;

import java.util.Optional;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.Parameters;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipUri;
import org.waypost.sip.Value;

/** From and To. */
final class AddressVariables {

    private AddressVariables() {}

    static void define(Catalog catalog) {
        define(catalog, "f", HeaderName.FROM);
        define(catalog, "t", HeaderName.TO);
    }

    private static void define(Catalog catalog, String letter, HeaderName header) {
        String of = " of the " + header.text() + " header";
        catalog.read(
                        letter + "u",
                        "URI" + of,
                        context -> Values.orNull(address(context, header).uri()))
                .read(letter + "U", "User" + of, context -> UriValues.user(uri(context, header)))
                .read(letter + "d", "Host" + of, context -> UriValues.host(uri(context, header)))
                .read(
                        letter + "n",
                        "Display name" + of,
                        context -> Values.orNull(address(context, header).display()))
                .read(letter + "t", "Tag" + of, context -> tag(context, header));
    }

    private static Value tag(SipContext context, HeaderName header) {
        Optional<Octets> tag = Parameters.find(address(context, header).parameters(), "tag");
        return tag.isEmpty() ? Value.NULL : Values.orNull(tag.get());
    }

    private static Optional<SipUri> uri(SipContext context, HeaderName header) {
        return SipUri.parse(address(context, header).uri());
    }

    private static Address address(SipContext context, HeaderName header) {
        return Address.of(Values.message(context).first(header));
    }
}
