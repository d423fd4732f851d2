package org.waypost.console;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Text off the wire as it is shown: octets decoded, and every character that is not seen as itself written out, as {@code \\u202e}. A
 * device chooses what it calls itself, also what would turn the writing of a page around or hide a part of it.
 */
final class Shown {

    private Shown() {}

    /** Octets (one char each) as text: UTF-8 if they are that, else ISO-8859-1. */
    static String octets(String octets) {
        for (int i = 0; i < octets.length(); i++) {
            if (octets.charAt(i) < ' ' || octets.charAt(i) > '~') {
                return text(decoded(octets));
            }
        }
        return octets;
    }

    /** Text with what cannot be seen written out. */
    static String text(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isSeen(c)) {
                shown.appendCodePoint(c);
            } else if (c < 0x10000) {
                shown.append(String.format("\\u%04x", c));
            } else {
                shown.append(String.format("\\u{%x}", c));
            }
        });
        return shown.toString();
    }

    private static boolean isSeen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }

    private static String decoded(String octets) {
        byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return octets;
        }
    }
}
