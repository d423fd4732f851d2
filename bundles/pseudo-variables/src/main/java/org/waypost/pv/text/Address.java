package org.waypost.pv.text;

import org.waypost.sip.Octets;

/**
 * The parts of a name-addr or addr-spec with parameters (RFC 3261 25.1), such as the value of a From header.
 *
 * @param display as it was written, quotes included
 * @param uri without angle brackets
 * @param parameters without the leading {@code ;}
 */
public record Address(Octets display, Octets uri, Octets parameters) {

    public static final Address EMPTY = new Address(Octets.EMPTY, Octets.EMPTY, Octets.EMPTY);

    /** The parts of {@code value}; what is missing is empty. */
    public static Address of(Octets value) {
        int open = bracket(value);
        if (open >= 0) {
            int close = value.indexOf('>', open);
            if (close < 0) {
                return EMPTY;
            }
            return new Address(
                    value.sub(0, open).trim(), value.sub(open + 1, close).trim(), parameters(value, close + 1));
        }
        int end = 0;
        while (end < value.length() && value.at(end) != ';' && !Octets.isWhite(value.at(end))) {
            end++;
        }
        return new Address(Octets.EMPTY, value.sub(0, end), parameters(value, end));
    }

    private static Octets parameters(Octets value, int from) {
        int semicolon = value.indexOf(';', from);
        return semicolon < 0 ? Octets.EMPTY : value.from(semicolon + 1);
    }

    /** Index of the angle bracket that opens the URI, or -1. */
    public static int bracket(Octets value) {
        boolean quoted = false;
        for (int i = 0; i < value.length(); i++) {
            int octet = value.at(i);
            if (octet == '"') {
                quoted = !quoted;
            } else if (octet == '\\' && quoted) {
                i++;
            } else if (octet == '<' && !quoted) {
                return i;
            }
        }
        return -1;
    }
}
