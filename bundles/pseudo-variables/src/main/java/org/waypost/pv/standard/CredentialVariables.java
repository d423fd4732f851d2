package org.waypost.pv.standard;

import java.util.Optional;
import org.waypost.pv.text.Uri;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipMessage;
import org.waypost.sip.Value;

/** The credentials of Authorization, else of Proxy-Authorization (RFC 3261 22), and the user to be accounted. */
final class CredentialVariables {

    private CredentialVariables() {}

    static void define(Catalog catalog) {
        catalog.read("au", "User name of the credentials, up to an '@'", context -> user(context, true))
                .read("aU", "User name of the credentials, as it was written", context -> user(context, false))
                .read(
                        "ad",
                        "Domain of the credentials: what follows the '@' of their user name, an empty text without one",
                        context -> domain(context))
                .read("ar", "Realm of the credentials", context -> Values.orNull(field(context, "realm")))
                .read("aa", "Algorithm of the credentials", context -> Values.orNull(field(context, "algorithm")))
                .read("adu", "URI of the credentials", context -> Values.orNull(field(context, "uri")))
                .read(
                        "Au",
                        "user@host to be accounted: of the credentials, else of the From header",
                        CredentialVariables::account)
                .read(
                        "AU",
                        "User to be accounted: of the credentials, else of the From header",
                        CredentialVariables::accountUser);
    }

    private static Value user(SipContext context, boolean cut) {
        Octets name = field(context, "username");
        int at = cut ? name.indexOf('@', 0) : -1;
        return Values.orNull(at < 0 ? name : name.sub(0, at));
    }

    private static Value domain(SipContext context) {
        Octets name = field(context, "username");
        int at = name.indexOf('@', 0);
        return at < 0 && !name.isEmpty() ? Value.of("") : Values.orNull(name.from(at + 1));
    }

    private static Value account(SipContext context) {
        Optional<Uri> from = AddressVariables.parsed(context, HeaderName.FROM);
        return from.isEmpty()
                ? Value.NULL
                : Value.of(from.get().user() + "@" + from.get().host());
    }

    private static Value accountUser(SipContext context) {
        Optional<Uri> from = AddressVariables.parsed(context, HeaderName.FROM);
        return from.isEmpty() ? Value.NULL : Values.of(from.get().user());
    }

    private static Octets field(SipContext context, String name) {
        SipMessage message = Values.message(context);
        Octets header = message.first(HeaderName.AUTHORIZATION);
        return field(header.isEmpty() ? message.first(HeaderName.PROXY_AUTHORIZATION) : header, name);
    }

    private static Octets field(Octets header, String name) {
        int space = header.indexOf(' ', 0);
        int i = space < 0 ? header.length() : space + 1;
        while (i < header.length()) {
            int end = end(header, i);
            Octets pair = header.sub(i, end).trim();
            int equals = pair.indexOf('=', 0);
            if (equals > 0 && pair.sub(0, equals).trim().equalsIgnoreCase(name)) {
                Octets value = pair.from(equals + 1).trim();
                boolean quoted = value.length() >= 2 && value.at(0) == '"' && value.at(value.length() - 1) == '"';
                return quoted ? value.sub(1, value.length() - 1) : value;
            }
            i = end + 1;
        }
        return Octets.EMPTY;
    }

    private static int end(Octets text, int from) {
        boolean quoted = false;
        int i = from;
        for (; i < text.length() && (quoted || text.at(i) != ','); i++) {
            if (text.at(i) == '"') {
                quoted = !quoted;
            } else if (text.at(i) == '\\' && quoted) {
                i++;
            }
        }
        return Math.min(i, text.length());
    }
}
