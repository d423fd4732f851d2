package org.waypost.sip.transport.wire;

import org.waypost.sip.Octets;

/** Reads a To header as far as a reply needs it: whether it can be read at all and whether it has a tag (RFC 3261 20.39). */
final class AddressHeader {

    /** Not an address: {@code <uri>} with or without a name before it, or a URI in one word. */
    static final int MALFORMED = -1;

    static final int UNTAGGED = 0;
    static final int TAGGED = 1;

    private AddressHeader() {}

    /** {@link #MALFORMED}, {@link #UNTAGGED} or {@link #TAGGED}. */
    static int check(byte[] array, int from, int to) {
        int i = afterAddress(array, from, to);
        return i < 0 ? MALFORMED : parameters(array, i, to);
    }

    private static int afterAddress(byte[] array, int from, int to) {
        int i = from;
        if (i < to && array[i] == '"') {
            i = quotedEnd(array, i, to);
            while (i >= 0 && i < to && Octets.isWhite(array[i])) {
                i++;
            }
            return i >= 0 && i < to && array[i] == '<' ? closing(array, i, to) : -1;
        }
        int word = from;
        while (word < to && array[word] != '<' && array[word] != ';' && !Octets.isWhite(array[word])) {
            word++;
        }
        i = word;
        while (i < to && array[i] != '<' && array[i] != ';') {
            i++;
        }
        if (i < to && array[i] == '<') {
            return closing(array, i, to);
        }
        int rest = word;
        while (rest < i && Octets.isWhite(array[rest])) {
            rest++;
        }
        return word > from && rest == i ? i : -1;
    }

    private static int closing(byte[] array, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (array[i] == '>') {
                return i + 1;
            }
        }
        return -1;
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

    private static int parameters(byte[] array, int from, int to) {
        int tagged = UNTAGGED;
        int i = from;
        while (i < to) {
            while (i < to && (array[i] == ';' || Octets.isWhite(array[i]))) {
                i++;
            }
            int name = i;
            while (i < to && CharClass.isToken(array[i])) {
                i++;
            }
            int nameEnd = i;
            while (i < to && Octets.isWhite(array[i])) {
                i++;
            }
            if (i < to && array[i] == '=') {
                i++;
                while (i < to && Octets.isWhite(array[i])) {
                    i++;
                }
                if (isTag(array, name, nameEnd) && i < to && array[i] != ';') {
                    tagged = TAGGED;
                }
                if (i < to && array[i] == '"') {
                    i = quotedEnd(array, i, to);
                    if (i < 0) {
                        return MALFORMED;
                    }
                }
            }
            while (i < to && array[i] != ';') {
                i++;
            }
        }
        return tagged;
    }

    private static boolean isTag(byte[] array, int from, int to) {
        return to - from == 3
                && (array[from] | 0x20) == 't'
                && (array[from + 1] | 0x20) == 'a'
                && (array[from + 2] | 0x20) == 'g';
    }
}
