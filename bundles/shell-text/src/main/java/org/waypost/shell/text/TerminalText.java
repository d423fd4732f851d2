package org.waypost.shell.text;

import java.nio.charset.StandardCharsets;
import org.jline.utils.WCWidth;

/** The edge between octets off the wire (one char each) and the UTF-8 of a terminal. */
public final class TerminalText {

    private static final String CUT = "..";

    private TerminalText() {}

    /** Octets as a terminal may show them: decoded, and with no control character that would move its cursor. */
    public static String shown(String octets) {
        return clean(decoded(octets));
    }

    /** Octets, decoded. */
    public static String decoded(String octets) {
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** What was typed, as octets. */
    public static String octets(String typed) {
        return new String(typed.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Text with each control character as {@code \x1b}. */
    public static String clean(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                clean.append(String.format("\\x%02x", (int) c));
            } else {
                clean.append(c);
            }
        }
        return clean.toString();
    }

    /** The columns of a terminal that it takes. */
    public static int width(String text) {
        return text.codePoints().map(TerminalText::width).sum();
    }

    /** {@code text} at most {@code width} columns wide; what is cut off is shown as two dots. */
    public static String cut(String text, int width) {
        // Most is ASCII, and no text is wider than twice its length.
        if (text.length() <= width / 2 || width(text) <= width) {
            return text;
        }
        int room = Math.max(0, width - CUT.length());
        int end = 0;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            room -= width(point);
            if (room < 0) {
                break;
            }
            end += Character.charCount(point);
        }
        return text.substring(0, end) + CUT.substring(0, Math.min(width, CUT.length()));
    }

    private static int width(int point) {
        return point < 0x300 ? 1 : Math.max(0, WCWidth.wcwidth(point));
    }
}
