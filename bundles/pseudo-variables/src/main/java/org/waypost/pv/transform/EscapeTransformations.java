package org.waypost.pv.transform;

import java.util.BitSet;
import java.util.Optional;
import org.waypost.sip.Value;

/** {@code {s.…}}: escapes of SIP URIs, of URLs, of quoted text and of comma-separated values. */
final class EscapeTransformations {

    private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /** RFC 3261 25.1, user: unreserved and user-unreserved, but for the slash. */
    private static final BitSet USER = set(ALPHANUMERIC + "-_.!~*'()&=+$,;?");

    /** RFC 3261 25.1, param-unreserved and unreserved. */
    private static final BitSet PARAMETER = set(ALPHANUMERIC + "-_.!~*'()[]/:&+$");

    /** RFC 3986 2.3. */
    private static final BitSet URL = set(ALPHANUMERIC + "-_.~");

    private EscapeTransformations() {}

    static void define(Catalog catalog) {
        catalog.text("s.escape.common", "Quotes and backslashes escaped by a backslash", EscapeTransformations::common)
                .text(
                        "s.unescape.common",
                        "Without the backslashes before quotes and backslashes",
                        EscapeTransformations::plain)
                .of(
                        "s.escape.user",
                        "Escaped for the user of a SIP URI; null if it is not printable",
                        value -> escape(value.text(), USER))
                .of(
                        "s.unescape.user",
                        "Unescaped; null if an escape is wrong or not printable",
                        value -> unescape(value.text()))
                .of(
                        "s.escape.param",
                        "Escaped for a parameter of a SIP URI; null if it is not printable",
                        value -> escape(value.text(), PARAMETER))
                .of(
                        "s.unescape.param",
                        "Unescaped; null if an escape is wrong or not printable",
                        value -> unescape(value.text()))
                .text(
                        "s.escape.csv",
                        "In quotes, the quotes within doubled (RFC 4180)",
                        text -> '"' + text.replace("\"", "\"\"") + '"')
                .text("s.urlencode.param", "Escaped for the query of a URL", text -> percent(text, URL))
                .text("s.urldecode.param", "Unescaped, a plus sign being a space", EscapeTransformations::urlDecode);
    }

    private static Value escape(String text, BitSet plain) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPrintable(text.charAt(i))) {
                return Value.NULL;
            }
        }
        return Value.of(percent(text, plain));
    }

    private static String percent(String text, BitSet plain) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (plain.get(c)) {
                out.append(c);
            } else {
                out.append('%').append(Character.forDigit(c >> 4 & 15, 16)).append(Character.forDigit(c & 15, 16));
            }
        }
        return out.toString();
    }

    private static Value unescape(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                Optional<Character> escaped = escaped(text, i);
                if (escaped.isEmpty() || !isPrintable(escaped.get())) {
                    return Value.NULL;
                }
                c = escaped.get();
                i += 2;
            }
            out.append(c);
        }
        return Value.of(out.toString());
    }

    private static String urlDecode(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            Optional<Character> escaped = c == '%' ? escaped(text, i) : Optional.empty();
            if (escaped.isPresent()) {
                c = escaped.get();
                i += 2;
            }
            out.append(c == '+' && escaped.isEmpty() ? ' ' : c);
        }
        return out.toString();
    }

    private static Optional<Character> escaped(String text, int at) {
        if (at + 2 >= text.length()) {
            return Optional.empty();
        }
        int high = Character.digit(text.charAt(at + 1), 16);
        int low = Character.digit(text.charAt(at + 2), 16);
        return high < 0 || low < 0 ? Optional.empty() : Optional.of((char) (high << 4 | low));
    }

    private static boolean isPrintable(char c) {
        return c >= ' ' && c < 0x7f;
    }

    private static String common(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\'', '\\' -> out.append('\\').append(c);
                case 0 -> out.append("\\0");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    private static String plain(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = c == '\\' && i + 1 < text.length() ? text.charAt(i + 1) : 0;
            switch (next) {
                case '"', '\'', '\\' -> {
                    out.append(next);
                    i++;
                }
                case '0' -> {
                    out.append('\0');
                    i++;
                }
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    private static BitSet set(String chars) {
        BitSet set = new BitSet(128);
        chars.chars().forEach(set::set);
        return set;
    }
}
