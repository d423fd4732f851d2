package org.waypost.registrar.path;

import org.waypost.sip.Octets;

/**
 * Reads the values of a Path vector such as {@code "name" <sip:a;lr>;x=y, <sip:b;lr>} (RFC 3327 4) one by one. Anything may stand before
 * the angle brackets that each must have, as for Kamailio.
 */
final class PathReader {

    private final String text;
    private int position;
    private int uriStart;
    private int uriEnd;

    PathReader(String text) {
        this.text = text;
    }

    /** Moves to the next value; false if what comes is none. */
    boolean next() {
        int open = indexOf('<', position);
        int close = open < 0 ? -1 : indexOf('>', open + 1);
        if (close < 0) {
            return false;
        }
        uriStart = open + 1;
        uriEnd = close;
        position = skipWhite(close + 1);
        if (position < text.length() && text.charAt(position) == ';') {
            ParameterCursor parameters = new ParameterCursor(text, position + 1);
            parameters.skipAll();
            if (parameters.isMalformed()) {
                return false;
            }
            position = parameters.position();
        }
        return atEnd() || isComma();
    }

    /** Moves past the comma that another value must follow. */
    private boolean isComma() {
        if (text.charAt(position) != ',') {
            return false;
        }
        position = skipWhite(position + 1);
        return !atEnd();
    }

    /** Whether the value read last was the last one. */
    boolean atEnd() {
        return position == text.length();
    }

    /** The URI of the value read last, without angle brackets. */
    String uri() {
        return text.substring(uriStart, uriEnd);
    }

    /** The values after the one read last. */
    String rest() {
        return text.substring(position);
    }

    /** Index of the first {@code sign} outside quotes, or -1. */
    private int indexOf(char sign, int from) {
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted && c == '\\') {
                i++;
            } else if (!quoted && c == sign) {
                return i;
            }
        }
        return -1;
    }

    private int skipWhite(int from) {
        int i = from;
        while (i < text.length() && Octets.isWhite(text.charAt(i))) {
            i++;
        }
        return i;
    }
}
