package org.waypost.usrloc.jdbc.table;

import java.nio.charset.StandardCharsets;

/**
 * The octets of a contact as the characters of a column and back: UTF-8, without loss whatever the octets are. Those that are no UTF-8
 * or that databases do not take (zero) each become one private character, U+F700 or U+F780 and up; octets that happen to be the UTF-8 of
 * such a character are taken as three that are none.
 */
public final class DatabaseText {

    private static final char STRAY = '\uf700';

    private DatabaseText() {}

    /** The characters of {@code octets}, a text with one char for each octet. */
    public static String encode(String octets) {
        int length = octets.length();
        for (int i = 0; i < length; i++) {
            char c = octets.charAt(i);
            if (c >= 0x80 || c == 0) {
                return decodeUtf8(octets, i);
            }
        }
        return octets;
    }

    /** The octets of {@code characters}, one char each. */
    public static String decode(String characters) {
        int length = characters.length();
        for (int i = 0; i < length; i++) {
            if (characters.charAt(i) >= 0x80) {
                return encodeUtf8(characters, i);
            }
        }
        return characters;
    }

    private static String decodeUtf8(String octets, int from) {
        StringBuilder text = new StringBuilder(octets.length()).append(octets, 0, from);
        int i = from;
        while (i < octets.length()) {
            int size = sequence(octets, i);
            int point = size == 0 ? 0 : point(octets, i, size);
            if (size == 0 || isStray(point)) {
                text.append((char) (STRAY + (octets.charAt(i) & 0xff)));
                i++;
            } else {
                text.appendCodePoint(point);
                i += size;
            }
        }
        return text.toString();
    }

    private static String encodeUtf8(String characters, int from) {
        StringBuilder octets = new StringBuilder(characters.length() + 16).append(characters, 0, from);
        int i = from;
        while (i < characters.length()) {
            int point = characters.codePointAt(i);
            i += Character.charCount(point);
            if (point < 0x80) {
                octets.append((char) point);
            } else if (isStray(point)) {
                octets.append((char) (point & 0xff));
            } else {
                byte[] utf8 = Character.toString(point).getBytes(StandardCharsets.UTF_8);
                octets.append(new String(utf8, StandardCharsets.ISO_8859_1));
            }
        }
        return octets.toString();
    }

    private static boolean isStray(int point) {
        return point == STRAY || (point & ~0x7f) == STRAY + 0x80;
    }

    /** Octets of the well-formed UTF-8 sequence at {@code i} (RFC 3629 4), or 0 if there is none. */
    private static int sequence(String octets, int i) {
        int lead = octets.charAt(i);
        if (lead < 0x80) {
            return lead == 0 ? 0 : 1;
        }
        int size = lead >= 0xc2 && lead <= 0xdf ? 2 : lead >> 4 == 0xe ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
        if (size == 0 || i + size > octets.length()) {
            return 0;
        }
        for (int k = 1; k < size; k++) {
            if (octets.charAt(i + k) >> 6 != 2) {
                return 0;
            }
        }
        int point = point(octets, i, size);
        boolean shortest = size == 2 || point >= (size == 3 ? 0x800 : 0x10000);
        return shortest && point <= Character.MAX_CODE_POINT && (point < 0xd800 || point > 0xdfff) ? size : 0;
    }

    private static int point(String octets, int i, int size) {
        int point = size == 1 ? octets.charAt(i) : octets.charAt(i) & 0x7f >> size;
        for (int k = 1; k < size; k++) {
            point = point << 6 | octets.charAt(i + k) & 0x3f;
        }
        return point;
    }
}
