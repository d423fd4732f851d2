package org.waypost.registrar.path;

import org.waypost.sip.Octets;

/**
 * Reads parameters such as {@code a;b=c;d="e;f"} up to a comma or the end, as Kamailio reads them: a value may be quoted with either kind of
 * quote and knows no escapes, names may be missing, the last parameter may not.
 */
final class ParameterCursor {

    private final String text;
    private int position;
    private int nameStart;
    private int nameEnd;
    private int valueStart;
    private int valueEnd;
    private boolean hasValue;
    private boolean done;
    private boolean malformed;

    /** @param start where the first parameter begins */
    ParameterCursor(String text, int start) {
        this.text = text;
        this.position = start;
    }

    /** Moves to the next parameter; false after the last one, and if what comes is none. */
    boolean next() {
        if (done || malformed) {
            return false;
        }
        skipWhite();
        if (position == text.length()) {
            malformed = true;
            return false;
        }
        if (isAt(',')) {
            done = true;
            return false;
        }
        nameStart = position;
        skipUntil(";,=");
        nameEnd = position;
        skipWhite();
        hasValue = isAt('=');
        malformed = hasValue && !readValue();
        if (!malformed) {
            skipWhite();
            endParameter();
        }
        return !malformed;
    }

    /** Moves behind the last parameter. */
    void skipAll() {
        boolean more = true;
        while (more) {
            more = next();
        }
    }

    /** Whether reading stopped because of something that is no parameter. */
    boolean isMalformed() {
        return malformed;
    }

    /** Where the comma is that ends the parameters, or the end of the text. */
    int position() {
        return position;
    }

    boolean isNamed(String name) {
        return nameEnd - nameStart == name.length() && text.regionMatches(true, nameStart, name, 0, name.length());
    }

    /** Whether there is a sign of equality, if with nothing behind it. */
    boolean hasValue() {
        return hasValue;
    }

    /** The value without quotes; to be asked for only if there is one. */
    String value() {
        return text.substring(valueStart, valueEnd);
    }

    private boolean readValue() {
        position++;
        skipWhite();
        valueStart = valueEnd = position;
        if (position == text.length()) {
            return true;
        }
        char first = text.charAt(position);
        if (first == '"' || first == '\'') {
            valueStart++;
            valueEnd = text.indexOf(first, valueStart);
            position = valueEnd + 1;
            return valueEnd >= 0;
        }
        skipUntil(";,");
        valueEnd = position;
        return valueEnd > valueStart;
    }

    private void endParameter() {
        if (position == text.length() || isAt(',')) {
            done = true;
        } else if (isAt(';')) {
            position++;
        } else {
            malformed = true;
        }
    }

    private void skipUntil(String signs) {
        while (position < text.length()
                && signs.indexOf(text.charAt(position)) < 0
                && !Octets.isWhite(text.charAt(position))) {
            position++;
        }
    }

    private void skipWhite() {
        while (position < text.length() && Octets.isWhite(text.charAt(position))) {
            position++;
        }
    }

    private boolean isAt(char sign) {
        return position < text.length() && text.charAt(position) == sign;
    }
}
