package org.waypost.pv.standard;

import java.util.Optional;
import org.waypost.pv.text.Address;
import org.waypost.pv.text.Uri;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.Parameters;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

/** From and To, and the headers that tell more about the caller. */
final class AddressVariables {

    private AddressVariables() {}

    static void define(Catalog catalog) {
        define(catalog, "f", HeaderName.FROM);
        define(catalog, "t", HeaderName.TO);
        catalog.read(
                        "fti",
                        "Tag of the From header; of the one who called, in a reply as well",
                        context -> tag(context, HeaderName.FROM))
                .read("tti", "Tag of the To header; of the one who was called", context -> tag(context, HeaderName.TO))
                .read("rt", "URI of the Refer-To header", context -> uri(context, HeaderName.REFER_TO))
                .read(
                        "ai",
                        "URI of the first P-Asserted-Identity",
                        context -> uri(context, HeaderName.P_ASSERTED_IDENTITY))
                .read(
                        "re",
                        "URI of the Remote-Party-ID",
                        context ->
                                Values.orNull(other(context, "Remote-Party-ID").uri()))
                .read(
                        "pu",
                        "URI of the first P-Preferred-Identity",
                        context -> uri(context, HeaderName.P_PREFERRED_IDENTITY))
                .read(
                        "pU",
                        "User of the first P-Preferred-Identity",
                        context -> UriValues.user(parsed(context, HeaderName.P_PREFERRED_IDENTITY)))
                .read(
                        "pd",
                        "Host of the first P-Preferred-Identity",
                        context -> UriValues.host(parsed(context, HeaderName.P_PREFERRED_IDENTITY)))
                .read(
                        "pn",
                        "Display name of the first P-Preferred-Identity",
                        context -> Values.orNull(address(context, HeaderName.P_PREFERRED_IDENTITY)
                                .display()))
                .read(
                        "di",
                        "URI of the first Diversion header",
                        context -> Values.orNull(other(context, "Diversion").uri()))
                .read("dir", "Reason of the first Diversion header", context -> diversion(context, "reason"))
                .read("dip", "Privacy of the first Diversion header", context -> diversion(context, "privacy"))
                .read("dic", "Counter of the first Diversion header", context -> diversion(context, "counter"));
    }

    private static void define(Catalog catalog, String letter, HeaderName header) {
        String of = " of the " + header.text() + " header";
        catalog.read(letter + "u", "URI" + of, context -> uri(context, header))
                .read(letter + "U", "User" + of, context -> UriValues.user(parsed(context, header)))
                .read(letter + "d", "Host" + of, context -> UriValues.host(parsed(context, header)))
                .read(
                        letter + "n",
                        "Display name" + of + ", quotes included",
                        context -> Values.orNull(address(context, header).display()))
                .read(letter + "t", "Tag" + of, context -> tag(context, header));
    }

    // Of several tags the last one counts, as in Kamailio.
    private static Value tag(SipContext context, HeaderName header) {
        Octets list = address(context, header).parameters();
        Octets tag = Octets.EMPTY;
        for (Optional<Parameters> p = Parameters.next(list, 0);
                p.isPresent();
                p = Parameters.next(list, p.get().end())) {
            if (p.get().name().equalsIgnoreCase("tag")) {
                tag = p.get().unquoted();
            }
        }
        return Values.orNull(tag);
    }

    private static Value diversion(SipContext context, String name) {
        return Parameters.find(other(context, "Diversion").parameters(), name)
                .map(Values::orNull)
                .orElse(Value.NULL);
    }

    private static Value uri(SipContext context, HeaderName header) {
        return Values.orNull(address(context, header).uri());
    }

    static Optional<Uri> parsed(SipContext context, HeaderName header) {
        return Uri.parse(address(context, header).uri());
    }

    private static Address address(SipContext context, HeaderName header) {
        return Address.of(Values.message(context).first(header));
    }

    private static Address other(SipContext context, String header) {
        return Address.of(HeaderVariables.first(Values.message(context), header));
    }
}
