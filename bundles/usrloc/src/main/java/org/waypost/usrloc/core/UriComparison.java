package org.waypost.usrloc.core;

import java.util.Optional;
import org.waypost.sip.Octets;
import org.waypost.sip.Parameters;
import org.waypost.sip.SipUri;

/** Whether two URIs are equivalent (RFC 3261 19.1.4; RFC 3966 5 for tel). Text that is no such URI is compared octet by octet. */
final class UriComparison {

    // The reserved characters of RFC 3261 25.1: these are not equivalent to their escaped form.
    private static final String RESERVED = ";/?:@&=+$,%";

    private UriComparison() {}

    static boolean areEquivalent(String a, String b) {
        if (a.equals(b)) {
            return true;
        }
        Optional<SipUri> first = SipUri.parse(a);
        Optional<SipUri> second = SipUri.parse(b);
        return first.isPresent() && second.isPresent() && areEquivalent(first.get(), second.get());
    }

    private static boolean areEquivalent(SipUri a, SipUri b) {
        if (a.scheme() != b.scheme()) {
            return false;
        }
        if (a.scheme() == SipUri.Scheme.TEL) {
            return number(a.user()).equals(number(b.user())) && sameTelParameters(a, b) && sameTelParameters(b, a);
        }
        return unescape(a.user()).equals(unescape(b.user()))
                && unescape(a.password()).equals(unescape(b.password()))
                && a.host().equalsIgnoreCase(b.host())
                && a.port() == b.port()
                && sameParameters(a, b)
                && sameParameters(b, a)
                && sameHeaders(a.headers(), b.headers())
                && sameHeaders(b.headers(), a.headers());
    }

    // Parameters in both must match; user, ttl, method, maddr and transport must not be in one only; others may.
    private static boolean sameParameters(SipUri a, SipUri b) {
        for (Optional<Parameters> next = Parameters.next(a.parameters(), 0);
                next.isPresent();
                next = Parameters.next(a.parameters(), next.get().end())) {
            Octets name = next.get().name();
            Optional<Octets> other = b.parameter(name.toString());
            if (other.isPresent() ? !sameIgnoringCase(next.get().value(), other.get()) : mustBeInBoth(name)) {
                return false;
            }
        }
        return true;
    }

    private static boolean mustBeInBoth(Octets name) {
        return name.equalsIgnoreCase("user")
                || name.equalsIgnoreCase("ttl")
                || name.equalsIgnoreCase("method")
                || name.equalsIgnoreCase("maddr")
                || name.equalsIgnoreCase("transport");
    }

    private static boolean sameTelParameters(SipUri a, SipUri b) {
        for (Optional<Parameters> next = Parameters.next(a.parameters(), 0);
                next.isPresent();
                next = Parameters.next(a.parameters(), next.get().end())) {
            Optional<Octets> other = b.parameter(next.get().name().toString());
            if (other.isEmpty() || !sameIgnoringCase(next.get().value(), other.get())) {
                return false;
            }
        }
        return true;
    }

    // Headers are never ignored, in any order.
    private static boolean sameHeaders(Octets a, Octets b) {
        int start = 0;
        while (start < a.length()) {
            int ampersand = a.indexOf('&', start);
            int end = ampersand < 0 ? a.length() : ampersand;
            if (!hasHeader(b, a.sub(start, end))) {
                return false;
            }
            start = end + 1;
        }
        return true;
    }

    private static boolean hasHeader(Octets headers, Octets wanted) {
        int start = 0;
        while (start < headers.length()) {
            int ampersand = headers.indexOf('&', start);
            int end = ampersand < 0 ? headers.length() : ampersand;
            if (sameIgnoringCase(headers.sub(start, end), wanted)) {
                return true;
            }
            start = end + 1;
        }
        return false;
    }

    private static boolean sameIgnoringCase(Octets a, Octets b) {
        return unescape(a).equalsIgnoreCase(unescape(b));
    }

    private static String number(Octets digits) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            int octet = digits.at(i);
            if (octet != '-' && octet != '.' && octet != '(' && octet != ')') {
                text.append((char) Octets.lower(octet));
            }
        }
        return text.toString();
    }

    /** Resolves the escapes of characters that need none; others keep theirs, in upper case. */
    private static String unescape(Octets octets) {
        StringBuilder text = new StringBuilder(octets.length());
        for (int i = 0; i < octets.length(); i++) {
            int octet = octets.at(i);
            int value = octet == '%' && i + 2 < octets.length()
                    ? Character.digit(octets.at(i + 1), 16) << 4 | Character.digit(octets.at(i + 2), 16)
                    : -1;
            if (value < 0) {
                text.append((char) octet);
            } else if (value > 0x20 && value < 0x7f && RESERVED.indexOf(value) < 0) {
                text.append((char) value);
                i += 2;
            } else {
                text.append('%')
                        .append((char) Character.toUpperCase(octets.at(i + 1)))
                        .append((char) Character.toUpperCase(octets.at(i + 2)));
                i += 2;
            }
        }
        return text.toString();
    }
}
