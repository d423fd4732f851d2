package org.waypost.sip.transport.wire;

import org.waypost.sip.Octets;

/**
 * Reads a To header as far as a reply needs it: whether it can be read at all and whether it has a tag (RFC 3261 20.39). Exactly as
 * strict as Kamailio, which does not answer a request whose To it cannot read.
 */
final class AddressHeader {

    /** Not an address: {@code <uri>} with or without a name before it, or a URI in one word. */
    static final int MALFORMED = -1;

    static final int UNTAGGED = 0;
    static final int TAGGED = 1;

    private AddressHeader() {}

    /** {@link #MALFORMED}, {@link #UNTAGGED} or {@link #TAGGED}. */
    static int check(byte[] array, int from, int to) {
        int i = skipWhite(array, afterAddress(array, from, to), to);
        int result = UNTAGGED;
        while (i >= 0 && i < to) {
            if (array[i] != ';') {
                return MALFORMED;
            }
            int name = skipWhite(array, i + 1, to);
            int nameEnd = wordEnd(array, name, to);
            i = skipWhite(array, nameEnd, to);
            if (nameEnd == name) {
                return MALFORMED;
            }
            if (i < to && array[i] == '=') {
                int value = skipWhite(array, i + 1, to);
                int valueEnd = valueEnd(array, value, to);
                if (valueEnd > value && isTag(array, name, nameEnd)) {
                    result = TAGGED;
                }
                i = skipWhite(array, valueEnd, to);
            }
        }
        return i < 0 ? MALFORMED : result;
    }

    // Index after the address, or -1.
    private static int afterAddress(byte[] array, int from, int to) {
        if (from < to && array[from] == '"') {
            int i = skipWhite(array, quotedEnd(array, from, to), to);
            return i >= 0 && i < to && array[i] == '<' ? bracketEnd(array, i, to) : -1;
        }
        int wordEnd = -1;
        int lastEnd = from;
        for (int i = from; i < to; i++) {
            byte octet = array[i];
            if (octet == '<') {
                return bracketEnd(array, i, to);
            }
            if (octet == ';') {
                break;
            }
            if (octet == '"' || octet == '>') {
                return -1;
            }
            if (!Octets.isWhite(octet)) {
                lastEnd = i + 1;
            } else if (wordEnd < 0) {
                wordEnd = i;
            }
        }
        boolean oneWord = lastEnd > from && (wordEnd < 0 || wordEnd == lastEnd);
        return oneWord ? lastEnd : -1;
    }

    private static int bracketEnd(byte[] array, int from, int to) {
        int uri = blankEnd(array, from + 1, to);
        int i = uri;
        while (i < to && array[i] != '>' && array[i] != '<' && !Octets.isWhite(array[i])) {
            i++;
        }
        int close = blankEnd(array, i, to);
        return i > uri && close < to && array[close] == '>' ? close + 1 : -1;
    }

    private static int blankEnd(byte[] array, int from, int to) {
        int i = from;
        while (i < to && (array[i] == ' ' || array[i] == '\t')) {
            i++;
        }
        return i;
    }

    private static int valueEnd(byte[] array, int from, int to) {
        return from < to && array[from] == '"' ? quotedEnd(array, from, to) : wordEnd(array, from, to);
    }

    private static int quotedEnd(byte[] array, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (array[i] == '\\') {
                i++;
            } else if (array[i] == '"') {
                return i + 1;
            }
        }
        return -1;
    }

    private static int wordEnd(byte[] array, int from, int to) {
        int i = from;
        while (i < to && array[i] != ';' && array[i] != '=' && !Octets.isWhite(array[i])) {
            i++;
        }
        return i;
    }

    // Keeps -1 as it is.
    private static int skipWhite(byte[] array, int from, int to) {
        int i = from;
        while (i >= 0 && i < to && Octets.isWhite(array[i])) {
            i++;
        }
        return i;
    }

    private static boolean isTag(byte[] array, int from, int to) {
        return to - from == 3
                && (array[from] | 0x20) == 't'
                && (array[from + 1] | 0x20) == 'a'
                && (array[from + 2] | 0x20) == 'g';
    }
}
