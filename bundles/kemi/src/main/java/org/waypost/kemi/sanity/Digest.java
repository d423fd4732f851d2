package org.waypost.kemi.sanity;

import org.waypost.kemi.Messages;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipMessage;

/** Whether credentials are Digest and have all they need (RFC 2617 3.2.2). */
final class Digest {

    private static final String SCHEME = "Digest ";
    private static final String[] NEEDED = {"username", "realm", "nonce", "uri", "response"};

    private Digest() {}

    /** Whether the header is Digest, or not there. */
    static boolean isDigest(SipMessage message, HeaderName header) {
        Octets value = message.first(header);
        return value.isEmpty() || value.startsWithIgnoreCase(SCHEME);
    }

    /** Whether the header has all it needs, is not there or is of another scheme. */
    static boolean isComplete(SipMessage message, HeaderName header) {
        Octets value = message.first(header);
        if (!value.startsWithIgnoreCase(SCHEME)) {
            return true;
        }
        Octets list = value.from(SCHEME.length());
        for (String name : NEEDED) {
            if (Messages.parameter(list, name).isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
