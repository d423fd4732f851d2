package org.waypost.parameters.text;

/**
 * A piece of a Kamailio configuration.
 *
 * @param text of a string what it stands for; of a number the decimal digits; of a directive all of it, {@code #!} included
 * @param line where it begins, from 1
 */
record Token(Kind kind, String text, int line) {

    enum Kind {
        NAME,
        NUMBER,
        STRING,
        SIGN,
        DIRECTIVE,
        END
    }

    boolean is(Kind wanted, String word) {
        return kind == wanted && text.equals(word);
    }
}
