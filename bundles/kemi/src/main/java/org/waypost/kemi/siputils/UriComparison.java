package org.waypost.kemi.siputils;

import java.util.Optional;
import org.waypost.kemi.Codes;
import org.waypost.sip.Octets;
import org.waypost.sip.Parameters;
import org.waypost.sip.SipUri;

/** Compares URIs as Kamailio does: RFC 3261 19.1.4 without a look at escapes and headers. */
final class UriComparison {

    private static final int UNREADABLE = -2;
    private static final int DEFAULT_PORT = 5060;

    /** Parameters that make a difference if only one URI has them. */
    private static final String[] TELLING = {"user", "ttl", "method", "maddr"};

    private UriComparison() {}

    static int uris(String one, String other) {
        Optional<SipUri> a = SipUri.parse(one);
        Optional<SipUri> b = SipUri.parse(other);
        if (a.isEmpty() || b.isEmpty()) {
            return UNREADABLE;
        }
        boolean equal = a.get().scheme() == b.get().scheme()
                && a.get().user().equals(b.get().user())
                && a.get().password().equals(b.get().password())
                && a.get().host().equalsIgnoreCase(b.get().host())
                && a.get().port() == b.get().port();
        return Codes.of(equal && agree(a.get(), b.get()) && agree(b.get(), a.get()));
    }

    static int aors(String one, String other) {
        Optional<SipUri> a = SipUri.parse(one);
        Optional<SipUri> b = SipUri.parse(other);
        if (a.isEmpty() || b.isEmpty()) {
            return UNREADABLE;
        }
        return Codes.of(a.get().user().equals(b.get().user())
                && a.get().host().equalsIgnoreCase(b.get().host())
                && port(a.get()) == port(b.get()));
    }

    private static int port(SipUri uri) {
        return uri.port() == 0 ? DEFAULT_PORT : uri.port();
    }

    // RFC 3261 19.1.4: a parameter in both must match
    private static boolean agree(SipUri one, SipUri other) {
        Optional<Parameters> parameter = Parameters.next(one.parameters(), 0);
        while (parameter.isPresent()) {
            Octets value = parameter.get().value();
            String name = parameter.get().name().toString();
            Optional<Octets> counterpart = other.parameter(name);
            if (counterpart.isEmpty() ? isTelling(name) : !value.equalsIgnoreCase(counterpart.get())) {
                return false;
            }
            parameter = Parameters.next(one.parameters(), parameter.get().end());
        }
        return true;
    }

    private static boolean isTelling(String name) {
        for (String telling : TELLING) {
            if (telling.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }
}
