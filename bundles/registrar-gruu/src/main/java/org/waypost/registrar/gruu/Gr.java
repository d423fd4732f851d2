package org.waypost.registrar.gruu;

import java.util.Optional;
import org.waypost.sip.Octets;
import org.waypost.sip.Parameters;
import org.waypost.sip.SipUri;

/** The parameter {@code gr} of a URI, which makes it a GRUU (RFC 5627 3.1), and the instance in it. */
final class Gr {

    private Gr() {}

    /** The last value that is not empty, as in Kamailio; empty octets if there is none; an empty Optional without the parameter. */
    static Optional<Octets> of(SipUri uri) {
        Octets parameters = uri.parameters();
        Octets value = null;
        int at = 0;
        while (at < parameters.length()) {
            Optional<Parameters> next = Parameters.next(parameters, at);
            if (next.isEmpty()) {
                break;
            }
            if (next.get().name().equalsIgnoreCase("gr")
                    && (value == null || !next.get().value().isEmpty())) {
                value = next.get().value();
            }
            at = next.get().end();
        }
        return Optional.ofNullable(value);
    }

    /** {@code instance} without the angle brackets around it. */
    static String bare(String instance) {
        int last = instance.length() - 1;
        return last > 0 && instance.charAt(0) == '<' && instance.charAt(last) == '>'
                ? instance.substring(1, last)
                : instance;
    }
}
