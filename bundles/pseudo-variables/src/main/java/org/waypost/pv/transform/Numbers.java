package org.waypost.pv.transform;

import org.waypost.sip.Value;

/** Text as numbers. */
final class Numbers {

    private Numbers() {}

    /** The number {@code value} is, also as text: digits, a sign before them; nothing is 0. {@link Value#NULL} if it is none. */
    static Value of(Value value) {
        if (!value.isText()) {
            return value;
        }
        String text = value.text();
        if (text.isEmpty()) {
            return Value.of(0);
        }
        try {
            return Value.of(Long.parseLong(text));
        } catch (NumberFormatException notANumber) {
            return Value.NULL;
        }
    }
}
