package org.waypost.pv.transform;

/**
 * The hash by which Kamailio spreads texts over slots, such as AoRs over those of the location table. Octets are
 * signed in it.
 */
final class CoreHash {

    private CoreHash() {}

    /** 0..2^32-1, one octet a char. */
    static long of(String text) {
        int hash = 0;
        int i = 0;
        for (; i + 4 <= text.length(); i += 4) {
            hash += mixed(word(text, i, i + 4));
        }
        hash += mixed(word(text, i, text.length()));
        return Integer.toUnsignedLong(hash + (hash >>> 11) + ((hash >>> 13) + (hash >>> 23)));
    }

    private static int word(String text, int from, int to) {
        int word = 0;
        for (int i = from; i < to; i++) {
            word = (word << 8) + (byte) text.charAt(i);
        }
        return word;
    }

    private static int mixed(int word) {
        return word ^ word >>> 3;
    }
}
