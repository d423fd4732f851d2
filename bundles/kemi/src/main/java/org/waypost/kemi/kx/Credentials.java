package org.waypost.kemi.kx;

import org.waypost.kemi.Messages;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipMessage;

/** Reads the credentials of a request, proven or not (RFC 2617 3.2.2). */
final class Credentials {

    private static final String DIGEST = "Digest ";

    private Credentials() {}

    /** The user name, empty if there is none. */
    static String userName(SipContext context) {
        SipMessage message = Messages.inHand(context);
        Octets value = message.first(HeaderName.AUTHORIZATION);
        if (value.isEmpty()) {
            value = message.first(HeaderName.PROXY_AUTHORIZATION);
        }
        return value.startsWithIgnoreCase(DIGEST)
                ? unquoted(Messages.parameter(value.from(DIGEST.length()), "username"))
                : "";
    }

    private static String unquoted(Octets value) {
        boolean quoted = value.length() > 1 && value.at(0) == '"' && value.at(value.length() - 1) == '"';
        return (quoted ? value.sub(1, value.length() - 1) : value).toString();
    }
}
