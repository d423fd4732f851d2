package org.waypost.registrar.core;

import java.nio.charset.StandardCharsets;
import org.waypost.sip.Octets;
import org.waypost.sip.SipUri;
import org.waypost.usrloc.Compat;

/**
 * Takes the address of record out of a URI (RFC 3261 10.3 step 5): the user with its escapes undone, with use_domain
 * followed by {@code @} and the host without realm_prefix; in lower case unless case_sensitive. With compat=rfc escapes of octets that are
 * not printable, and of the percent sign, stay: no user is cut short at a NUL (RFC 4475 3.1.1.4).
 *
 * @param text as it is stored; empty if {@code problem} says why there is none
 * @param problem {@link Answer#OK} if there is none
 */
record AddressOfRecord(String text, Answer problem) {

    /** Octets of the longest user, escapes included. */
    private static final int LONGEST_USER = 64;

    private static final int LONGEST_HOST = 128;

    private static final AddressOfRecord INVALID = new AddressOfRecord("", Answer.INVALID_AOR);
    private static final AddressOfRecord BAD_ESCAPE = new AddressOfRecord("", Answer.INVALID_USER);
    private static final AddressOfRecord TOO_LONG = new AddressOfRecord("", Answer.AOR_TOO_LONG);

    static AddressOfRecord of(SipUri uri, boolean useDomain, Settings settings) {
        Octets user = uri.user();
        if (!isPlausible(uri)) {
            return INVALID;
        }
        if (user.length() > LONGEST_USER || uri.host().length() > LONGEST_HOST) {
            return TOO_LONG;
        }
        byte[] octets = new byte[user.length() + 1 + uri.host().length()];
        int length = unescape(user, octets, settings.compat() == Compat.RFC);
        if (length < 0) {
            return BAD_ESCAPE;
        }
        int userEnd = length;
        if (useDomain) {
            length = append(uri, settings.realmPrefix(), octets, length);
        }
        for (int i = settings.caseSensitive() ? userEnd : 0; i < length; i++) {
            octets[i] = (byte) Octets.lower(octets[i]);
        }
        return new AddressOfRecord(new String(octets, 0, length, StandardCharsets.ISO_8859_1), Answer.OK);
    }

    boolean isValid() {
        return problem.isOk();
    }

    /**
     * What RFC 3261 25.1 rules out and Kamailio does not take: an empty user before an at-sign, a second at-sign, odd
     * hosts.
     */
    private static boolean isPlausible(SipUri uri) {
        Octets host = uri.host();
        return !(uri.user().isEmpty() && uri.text().indexOf('@', 0) >= 0)
                && uri.parameters().indexOf('@', 0) < 0
                && uri.headers().indexOf('@', 0) < 0
                && uri.password().indexOf(':', 0) < 0
                && uri.user().indexOf('[', 0) < 0
                && host.indexOf('_', 0) < 0
                && (host.isEmpty() || host.at(0) != '-');
    }

    private static int append(SipUri uri, String realmPrefix, byte[] octets, int at) {
        Octets host = uri.host();
        int skip = !realmPrefix.isEmpty()
                        && host.length() >= realmPrefix.length()
                        && host.sub(0, realmPrefix.length()).contentEquals(realmPrefix)
                ? realmPrefix.length()
                : 0;
        int length = at;
        if (length > 0) {
            octets[length++] = '@';
        }
        System.arraycopy(host.array(), host.offset() + skip, octets, length, host.length() - skip);
        return length + host.length() - skip;
    }

    /** Returns the length, or -1 for an escape that is malformed or stands for a sign that is neither printable ASCII nor to be kept. */
    private static int unescape(Octets user, byte[] octets, boolean keeping) {
        int length = 0;
        for (int i = 0; i < user.length(); i++) {
            int octet = user.at(i);
            if (octet == '%') {
                if (i + 2 >= user.length()) {
                    return -1;
                }
                int high = Character.digit(user.at(i + 1), 16);
                int low = Character.digit(user.at(i + 2), 16);
                octet = high < 0 || low < 0 ? -1 : high << 4 | low;
                i += 2;
                boolean printable = octet >= 0x20 && octet <= 0x7e;
                if (keeping && octet >= 0 && (!printable || octet == '%')) {
                    octets[length++] = '%';
                    octets[length++] = (byte) Character.toUpperCase(user.at(i - 1));
                    octet = Character.toUpperCase(user.at(i));
                } else if (!printable) {
                    return -1;
                }
            }
            octets[length++] = (byte) octet;
        }
        return length;
    }
}
