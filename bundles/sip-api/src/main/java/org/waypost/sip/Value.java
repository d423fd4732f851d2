package org.waypost.sip;

/**
 * What an AVP, an XAVP field or a pseudo-variable holds: nothing, text or a whole number.
 *
 * @param kind which of them
 * @param text the text, or the number in decimal; empty for nothing
 * @param number the number; 0 if it is none
 */
public record Value(Kind kind, String text, long number) {

    /** What a value is. */
    public enum Kind {
        NULL,
        TEXT,
        NUMBER
    }

    /** No value: {@code $null}. */
    public static final Value NULL = new Value(Kind.NULL, "", 0);

    public static Value of(String text) {
        return new Value(Kind.TEXT, text, 0);
    }

    public static Value of(long number) {
        return new Value(Kind.NUMBER, Long.toString(number), number);
    }

    public boolean isNull() {
        return kind == Kind.NULL;
    }

    public boolean isText() {
        return kind == Kind.TEXT;
    }

    public boolean isNumber() {
        return kind == Kind.NUMBER;
    }
}
