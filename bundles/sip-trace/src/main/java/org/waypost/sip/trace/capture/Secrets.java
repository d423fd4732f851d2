package org.waypost.sip.trace.capture;

import org.waypost.sip.Octets;

/**
 * Takes out of a message what a password could be found by: the {@code response} of digest credentials (RFC 3261 22.4), the
 * {@code rspauth} of Authentication-Info, and whatever other schemes send. Each octet becomes {@code *}, so that nothing moves. Goes
 * by lines to the very end and minds no quotes: a broken message, or one within another, must not give anything away.
 */
public final class Secrets {

    private Secrets() {}

    /** {@code message} itself if there is nothing to hide in it, else a changed copy. */
    public static Octets masked(Octets message) {
        Octets result = message;
        int line = 0;
        while (line < message.length()) {
            int end = logicalEnd(message, line);
            int colon = message.indexOf(':', line);
            if (colon > line && colon < end) {
                Octets name = message.sub(line, colon).trim();
                boolean credentials =
                        name.equalsIgnoreCase("Authorization") || name.equalsIgnoreCase("Proxy-Authorization");
                if (credentials
                        || name.equalsIgnoreCase("Authentication-Info")
                        || name.equalsIgnoreCase("Proxy-Authentication-Info")) {
                    result = result == message ? message.copy() : result;
                    hide(result, colon + 1, end, credentials);
                }
            }
            line = end;
        }
        return result;
    }

    private static void hide(Octets copy, int from, int to, boolean credentials) {
        int start = skipWhite(copy, from, to);
        int scheme = start;
        while (scheme < to && isNamePart(copy.at(scheme))) {
            scheme++;
        }
        if (credentials && !copy.sub(start, scheme).equalsIgnoreCase("Digest")) {
            // A word alone is no scheme, but may be a key.
            fill(copy, skipWhite(copy, scheme, to) == to ? start : scheme, to);
        } else {
            hideParameter(copy, start, to, credentials ? "response" : "rspauth");
        }
    }

    private static void hideParameter(Octets copy, int from, int to, String name) {
        for (int i = from; i < to; i++) {
            int end = i + name.length();
            boolean begins = i == from || !isNamePart(copy.at(i - 1));
            if (begins && end < to && copy.sub(i, end).equalsIgnoreCase(name)) {
                int equals = skipWhite(copy, end, to);
                if (equals < to && copy.at(equals) == '=') {
                    int value = skipWhite(copy, equals + 1, to);
                    boolean quoted = value < to && copy.at(value) == '"';
                    int first = quoted ? value + 1 : value;
                    int last = copy.indexOf(quoted ? '"' : ',', first);
                    fill(copy, first, last < 0 ? to : Math.min(last, to));
                }
            }
        }
    }

    private static void fill(Octets copy, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Octets.isWhite(copy.at(i))) {
                copy.array()[copy.offset() + i] = '*';
            }
        }
    }

    private static boolean isNamePart(int octet) {
        return octet >= 'a' && octet <= 'z'
                || octet >= 'A' && octet <= 'Z'
                || octet >= '0' && octet <= '9'
                || octet == '-'
                || octet == '_';
    }

    private static int skipWhite(Octets text, int from, int to) {
        int i = from;
        while (i < to && Octets.isWhite(text.at(i))) {
            i++;
        }
        return i;
    }

    // Index after the line with those it is folded into.
    private static int logicalEnd(Octets message, int from) {
        int i = from;
        while (true) {
            int lineFeed = message.indexOf('\n', i);
            if (lineFeed < 0) {
                return message.length();
            }
            i = lineFeed + 1;
            if (i >= message.length() || message.at(i) != ' ' && message.at(i) != '\t') {
                return i;
            }
        }
    }
}
