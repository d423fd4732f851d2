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
            if (!has(list, name)) {
                return false;
            }
        }
        return true;
    }

    private static boolean has(Octets list, String name) {
        int start = 0;
        while (start < list.length()) {
            int end = Messages.comma(list, start);
            Octets part = list.sub(start, end).trim();
            int equals = part.indexOf('=', 0);
            if (equals > 0 && part.sub(0, equals).trim().equalsIgnoreCase(name)) {
                return equals + 1 < part.length();
            }
            start = end + 1;
        }
        return false;
    }
}
