package org.waypost.registrar.core;

import org.waypost.sip.Octets;

/**
 * The URI in a From or To value (RFC 3261 20.10): {@code name-addr} with or without a display name, or {@code
 * addr-spec}.
 */
final class NameAddress {

    private NameAddress() {}

    /** The URI without angle brackets and header parameters; empty if there is none. */
    static Octets uri(Octets value) {
        boolean quoted = false;
        for (int i = 0; i < value.length(); i++) {
            int octet = value.at(i);
            if (quoted) {
                if (octet == '\\') {
                    i++;
                } else if (octet == '"') {
                    quoted = false;
                }
            } else if (octet == '"') {
                quoted = true;
            } else if (octet == '<') {
                int close = value.indexOf('>', i);
                return close < 0 ? Octets.EMPTY : value.sub(i + 1, close).trim();
            } else if (octet == ';') {
                return value.sub(0, i).trim();
            }
        }
        return quoted ? Octets.EMPTY : value.trim();
    }

    /** Whether the value has a {@code tag}: whether the request belongs to a dialog. */
    static boolean hasTag(Octets value) {
        int bracket = value.lastIndexOf('>');
        int parameters = value.indexOf(';', Math.max(bracket, 0));
        return parameters >= 0
                && org.waypost.sip.Parameters.find(value.from(parameters), "tag")
                        .isPresent();
    }
}
