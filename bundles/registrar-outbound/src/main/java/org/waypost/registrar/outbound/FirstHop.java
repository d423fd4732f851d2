package org.waypost.registrar.outbound;

import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipMessage;
import org.waypost.sip.SipUri;

/** What the first hop of a REGISTER, the device's edge proxy, is to outbound (RFC 5626 5.1 and 6). */
enum FirstHop {
    /** The device sent the REGISTER here itself: it is its own first hop. */
    NONE,
    /** A proxy that marked its Path with {@code ;ob}. */
    SUPPORTS,
    /** A proxy that did not. */
    LACKS,
    /** A proxy whose Path cannot be read. */
    UNREADABLE;

    static FirstHop of(SipMessage message) {
        int via = message.indexOf(HeaderName.VIA, 0);
        if (via < 0
                || message.indexOf(HeaderName.VIA, via + 1) < 0
                        && message.headerValue(via).indexOf(',', 0) < 0) {
            return NONE;
        }
        int path = message.indexOf(HeaderName.PATH, 0);
        return path < 0 ? LACKS : ofPath(message.headerValue(path));
    }

    // All of the header must be in order, as for Kamailio, but only the first URI says something here.
    private static FirstHop ofPath(Octets path) {
        return NameAddresses.first(path)
                .flatMap(SipUri::parse)
                .map(uri -> uri.parameter("ob").isPresent() ? SUPPORTS : LACKS)
                .orElse(UNREADABLE);
    }
}
