package org.waypost.shell;

import java.nio.charset.StandardCharsets;

/** The edge between octets off the wire (one char each) and the UTF-8 of a terminal. */
final class TerminalText {

    private TerminalText() {}

    /** Octets as a terminal may show them: decoded, and with no control character that would move its cursor. */
    static String shown(String octets) {
        String text = new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
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

    /** What was typed, as octets. */
    static String octets(String typed) {
        return new String(typed.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
