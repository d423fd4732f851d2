package org.waypost.registrar.gruu;

import org.waypost.sip.Octets;

/** Escapes in the parts of a URI (RFC 3261 19.1.2). */
final class Escapes {

    private static final String MARKS = "-_.!~*'()";

    /** What a parameter may hold besides letters, digits and {@link #MARKS} (RFC 3261 25.1, param-unreserved). */
    private static final String PARAMETER_SIGNS = "[]/:&+$";

    private Escapes() {}

    /** The value of a hexadecimal digit, or -1. */
    static int digit(int octet) {
        if (octet >= '0' && octet <= '9') {
            return octet - '0';
        }
        int letter = Octets.lower(octet);
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }

    /** {@code text} with its escapes undone; what is no escape stays as it is. */
    static String undo(Octets text) {
        if (text.indexOf('%', 0) < 0) {
            return text.toString();
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int octet = text.at(i);
            if (octet == '%' && i + 2 < text.length()) {
                int high = digit(text.at(i + 1));
                int low = digit(text.at(i + 2));
                if (high >= 0 && low >= 0) {
                    octet = high << 4 | low;
                    i += 2;
                }
            }
            plain.append((char) octet);
        }
        return plain.toString();
    }

    /** {@code text} as the value of a URI parameter. */
    static String ofParameter(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80
                    && (Character.isLetterOrDigit(c) || MARKS.indexOf(c) >= 0 || PARAMETER_SIGNS.indexOf(c) >= 0)) {
                escaped.append(c);
            } else {
                escaped.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4 & 15, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return escaped.toString();
    }
}
