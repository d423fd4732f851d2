package org.waypost.registrar.core;

import org.waypost.sip.ByteSink;
import org.waypost.sip.Octets;

/** The q of a contact in thousandths: how it is read and how it is written. */
final class Quality {

    /** No q was given. */
    static final int UNSPECIFIED = -1;

    /** What was given is no q. */
    static final int INVALID = -2;

    private Quality() {}

    /**
     * Reads {@code 0}, {@code 1}, {@code 0.5}, {@code .5}; further decimals than three are cut off; more than 1 is
     * invalid.
     */
    static int parse(Octets value) {
        Octets text = trimStart(value);
        if (text.isEmpty()) {
            return UNSPECIFIED;
        }
        int i = 0;
        int whole = 0;
        while (i < text.length() && isDigit(text.at(i))) {
            whole = Math.min(whole * 10 + text.at(i) - '0', 2);
            i++;
        }
        int thousandths = 0;
        boolean more = false;
        if (i < text.length()) {
            if (text.at(i) != '.' || i + 1 == text.length()) {
                return INVALID;
            }
            int scale = 100;
            for (i++; i < text.length(); i++) {
                if (!isDigit(text.at(i))) {
                    return INVALID;
                }
                thousandths += (text.at(i) - '0') * scale;
                scale /= 10;
                more |= text.at(i) != '0';
            }
        }
        return whole > 1 || whole == 1 && more ? INVALID : whole * 1000 + thousandths;
    }

    /** Writes {@code 1}, {@code 0}, {@code 0.5}, {@code 0.123}. */
    static void write(int q, ByteSink out) {
        out.putNumber(q / 1000);
        int rest = q % 1000;
        if (rest > 0) {
            out.put('.');
            for (int scale = 100; rest > 0; scale /= 10) {
                out.put('0' + rest / scale);
                rest %= scale;
            }
        }
    }

    private static Octets trimStart(Octets value) {
        int i = 0;
        while (i < value.length() && Octets.isWhite(value.at(i))) {
            i++;
        }
        return i == 0 ? value : value.from(i);
    }

    private static boolean isDigit(int octet) {
        return octet >= '0' && octet <= '9';
    }
}
