package org.waypost.registrar.gruu;

import org.waypost.sip.Octets;

/**
 * How Kamailio's hash of an AoR, which is part of its temporary GRUUs, is written there: hexadecimal, the low nibble first, nothing at
 * all for 0.
 */
final class AorHash {

    private AorHash() {}

    static String write(int hash) {
        StringBuilder digits = new StringBuilder(8);
        for (int rest = hash; rest != 0; rest >>>= 4) {
            digits.append(Character.forDigit(rest & 15, 16));
        }
        return digits.toString();
    }

    /** The hash that {@code digits} are, in any case; more than eight of them are cut. -1 if they are no digits. */
    static long read(Octets digits) {
        int hash = 0;
        for (int i = digits.length() - 1; i >= 0; i--) {
            int nibble = Escapes.digit(digits.at(i));
            if (nibble < 0) {
                return -1;
            }
            hash = hash << 4 | nibble;
        }
        return Integer.toUnsignedLong(hash);
    }
}
