package org.waypost.sip;

import java.nio.charset.StandardCharsets;

/**
 * A view of a run of octets in a larger array, such as a header value in a datagram. It copies nothing: it is valid as long as the
 * message it was taken from ({@link SipContext#retain()} prolongs that), and {@link #toString()} is the way to keep it longer.
 *
 * @param array the octets of the whole message; never written to
 * @param offset index of the first octet
 * @param length number of octets
 */
public record Octets(byte[] array, int offset, int length) {

    private static final byte[] NOTHING = {};

    /** No octets at all. */
    public static final Octets EMPTY = new Octets(NOTHING, 0, 0);

    /** The octets of {@code text}, one for each char (ISO-8859-1). */
    public static Octets of(String text) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        return new Octets(octets, 0, octets.length);
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /** The octet at {@code index}, 0..255. */
    public int at(int index) {
        return array[offset + index] & 0xff;
    }

    /** The octets from {@code from} (inclusive) to {@code to} (exclusive). */
    public Octets sub(int from, int to) {
        return new Octets(array, offset + from, to - from);
    }

    /** The octets from {@code from} to the end. */
    public Octets from(int from) {
        return sub(from, length);
    }

    /** Index of the first {@code octet} at or after {@code from}, or -1. */
    public int indexOf(int octet, int from) {
        for (int i = from; i < length; i++) {
            if (array[offset + i] == (byte) octet) {
                return i;
            }
        }
        return -1;
    }

    /** Index of the comma that ends the list element that begins at {@code from}, or the length; none in quotes or angle brackets. */
    public int elementEnd(int from) {
        boolean quoted = false;
        boolean bracketed = false;
        for (int i = from; i < length; i++) {
            int octet = at(i);
            if (quoted && octet == '\\') {
                i++;
            } else if (octet == '"' && !bracketed) {
                quoted = !quoted;
            } else if (!quoted && (octet == '<' || octet == '>')) {
                bracketed = octet == '<';
            } else if (octet == ',' && !quoted && !bracketed) {
                return i;
            }
        }
        return length;
    }

    /** Index of the last {@code octet}, or -1. */
    public int lastIndexOf(int octet) {
        for (int i = length - 1; i >= 0; i--) {
            if (array[offset + i] == (byte) octet) {
                return i;
            }
        }
        return -1;
    }

    /** Without linear white space (space, tab, CR, LF) at both ends. */
    public Octets trim() {
        int start = offset;
        int end = offset + length;
        while (start < end && isWhite(array[start])) {
            start++;
        }
        while (end > start && isWhite(array[end - 1])) {
            end--;
        }
        return start == offset && end == offset + length ? this : new Octets(array, start, end - start);
    }

    public boolean contentEquals(String text) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != (char) (array[offset + i] & 0xff)) {
                return false;
            }
        }
        return true;
    }

    /** Equal to {@code text} but for the case of ASCII letters. */
    public boolean equalsIgnoreCase(String text) {
        return text.length() == length && startsWithIgnoreCase(text);
    }

    /** Begins with {@code prefix}, but for the case of ASCII letters. */
    public boolean startsWithIgnoreCase(String prefix) {
        if (prefix.length() > length) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (lower(prefix.charAt(i)) != lower(array[offset + i] & 0xff)) {
                return false;
            }
        }
        return true;
    }

    /** Equal to {@code other} but for the case of ASCII letters. */
    public boolean equalsIgnoreCase(Octets other) {
        if (other.length != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (lower(array[offset + i] & 0xff) != lower(other.at(i))) {
                return false;
            }
        }
        return true;
    }

    /** The decimal number these octets are (digits only), or -1 if they are none or exceed 2^62. */
    public long number() {
        if (length == 0) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            int digit = at(i) - '0';
            if (digit < 0 || digit > 9 || value > (1L << 62) / 10) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** A copy that does not depend on the array it was taken from. */
    public Octets copy() {
        return new Octets(bytes(), 0, length);
    }

    /** The octets in an array of their own. */
    public byte[] bytes() {
        byte[] own = new byte[length];
        System.arraycopy(array, offset, own, 0, length);
        return own;
    }

    /** By content, not by place. */
    @Override
    public boolean equals(Object object) {
        return object instanceof Octets other
                && java.util.Arrays.equals(
                        array, offset, offset + length, other.array, other.offset, other.offset + other.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + array[offset + i];
        }
        return hash;
    }

    /** One char for each octet (ISO-8859-1). */
    @Override
    public String toString() {
        return new String(array, offset, length, StandardCharsets.ISO_8859_1);
    }

    /** Whether the octet is linear white space: space, tab, CR or LF. */
    public static boolean isWhite(int octet) {
        return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n';
    }

    /** The lower-case form of an ASCII letter; any other char as it is. */
    public static int lower(int octet) {
        return octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet;
    }
}
