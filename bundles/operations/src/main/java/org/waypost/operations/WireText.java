package org.waypost.operations;

import java.nio.charset.StandardCharsets;

/** The edge between text as people type and read it, and octets as they are on the wire and in a location table: one char each. */
public final class WireText {

    private WireText() {}

    /** Octets decoded as UTF-8; control characters of a device stay in it. */
    public static String text(String octets) {
        for (int i = 0; i < octets.length(); i++) {
            if (octets.charAt(i) >= 128) {
                return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            }
        }
        return octets;
    }

    /** Text as its octets in UTF-8. */
    public static String octets(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            }
        }
        return text;
    }
}
