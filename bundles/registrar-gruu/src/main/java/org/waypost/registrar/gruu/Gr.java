package org.waypost.registrar.gruu;

import java.util.Optional;
import org.waypost.sip.Octets;
import org.waypost.sip.Parameters;
import org.waypost.sip.SipUri;

/** The parameter {@code gr} of a URI, which makes it a GRUU (RFC 5627 3.1), and the instance in it. */
final class Gr {

    private Gr() {}

    /**
     * The last value that is not empty; empty octets if there is none; an empty Optional without the parameter. As in Kamailio, {@code gr=}
     * with nothing behind it is one without a value, but with something else behind it none at all.
     */
    static Optional<Octets> of(SipUri uri) {
        Octets parameters = uri.parameters();
        Octets found = null;
        Optional<Parameters> next = Parameters.next(parameters, 0);
        while (next.isPresent()) {
            Octets value = next.get().value();
            int end = Math.min(next.get().end() - 1, parameters.length());
            if (next.get().name().equalsIgnoreCase("gr")
                    && !(value.isEmpty() && parameters.at(end - 1) == '=' && isFollowed(uri, end))
                    && (found == null || !value.isEmpty())) {
                found = value;
            }
            next = Parameters.next(parameters, next.get().end());
        }
        return Optional.ofNullable(found);
    }

    private static boolean isFollowed(SipUri uri, int end) {
        Octets parameters = uri.parameters();
        return parameters.offset() + end < uri.text().offset() + uri.text().length();
    }

    /** {@code instance} without the angle brackets around it. */
    static String bare(String instance) {
        int last = instance.length() - 1;
        return last > 0 && instance.charAt(0) == '<' && instance.charAt(last) == '>'
                ? instance.substring(1, last)
                : instance;
    }
}
