package org.waypost.sip;

/**
 * The value of From, To or one Contact: {@code "Alice" <sip:alice@example.com>;tag=1}, or without brackets (RFC 3261 20.10).
 *
 * @param uri empty if there is none
 * @param parameters after it, without the first semicolon
 */
public record NameAddress(Octets uri, Octets parameters) {

    private static final NameAddress NONE = new NameAddress(Octets.EMPTY, Octets.EMPTY);

    public static NameAddress of(Octets value) {
        int bracket = openingBracket(value);
        int uriEnd = bracket < 0 ? value.indexOf(';', 0) : value.indexOf('>', bracket);
        if (bracket >= 0 && uriEnd < 0) {
            return NONE;
        }
        Octets uri = bracket < 0
                ? (uriEnd < 0 ? value : value.sub(0, uriEnd)).trim()
                : value.sub(bracket + 1, uriEnd).trim();
        int semicolon = uriEnd < 0 ? -1 : value.indexOf(';', uriEnd);
        return new NameAddress(uri, semicolon < 0 ? Octets.EMPTY : value.from(semicolon + 1));
    }

    // A display name may hold a bracket between its quotes.
    private static int openingBracket(Octets value) {
        boolean quoted = false;
        for (int i = 0; i < value.length(); i++) {
            int octet = value.at(i);
            if (quoted && octet == '\\') {
                i++;
            } else if (octet == '"') {
                quoted = !quoted;
            } else if (octet == '<' && !quoted) {
                return i;
            }
        }
        return -1;
    }
}
