package org.waypost.sip;

/**
 * The value of From, To or one Contact: {@code "Alice" <sip:alice@example.com>;tag=1}, or without brackets (RFC 3261 20.10).
 *
 * @param uri empty if there is none
 * @param parameters after it, without the first semicolon
 */
public record NameAddress(Octets uri, Octets parameters) {

    private static final NameAddress NONE = new NameAddress(Octets.EMPTY, Octets.EMPTY);

    /** Reads a value. A bracket that comes after a semicolon opens no URI: it belongs to a parameter. */
    public static NameAddress of(Octets value) {
        boolean quoted = false;
        for (int i = 0; i < value.length(); i++) {
            int octet = value.at(i);
            if (quoted && octet == '\\') {
                i++;
            } else if (octet == '"') {
                quoted = !quoted;
            } else if (octet == '<' && !quoted) {
                return bracketed(value, i);
            } else if (octet == ';' && !quoted) {
                return new NameAddress(value.sub(0, i).trim(), value.from(i + 1));
            }
        }
        // a display name that does not end
        return quoted ? NONE : new NameAddress(value.trim(), Octets.EMPTY);
    }

    private static NameAddress bracketed(Octets value, int open) {
        int close = value.indexOf('>', open);
        if (close < 0) {
            return NONE;
        }
        int semicolon = value.indexOf(';', close);
        Octets parameters = semicolon < 0 ? Octets.EMPTY : value.from(semicolon + 1);
        return new NameAddress(value.sub(open + 1, close).trim(), parameters);
    }

    /** Whether there is a {@code tag}: in To, whether the request belongs to a dialog. */
    public boolean hasTag() {
        return Parameters.find(parameters, "tag").isPresent();
    }
}
