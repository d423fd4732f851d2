package org.waypost.parameters.text;

import org.waypost.parameters.text.Token.Kind;

/**
 * Takes a Kamailio configuration apart: names, numbers, strings in either quote, directives ({@code #!define …}) and single signs; space
 * and comments are left out. It never fails: what it does not know are signs. State: how far it is.
 */
final class Tokens {

    private static final char END = '\0';
    private static final int LONGEST_NUMBER = 18;

    private final String text;
    private int at;
    private int line = 1;

    Tokens(String text) {
        this.text = text;
    }

    /** The next one; the last is {@link Kind#END}, again and again. */
    Token next() {
        while (skipsSpace() || skipsComment()) {
            // on to what counts
        }
        int from = at;
        int first = line;
        char c = peek(0);
        if (at >= text.length()) {
            return new Token(Kind.END, "", line);
        }
        if (isDirective()) {
            skipLine();
            return new Token(Kind.DIRECTIVE, text.substring(from, at).strip(), first);
        }
        if (c == '"' || c == '\'') {
            return new Token(Kind.STRING, string(), first);
        }
        if (isDigit(c) || c == '-' && isDigit(peek(1))) {
            return number(first);
        }
        if (isNameStart(c)) {
            while (isNamePart(peek(0))) {
                at++;
            }
            return new Token(Kind.NAME, text.substring(from, at), first);
        }
        at++;
        return new Token(Kind.SIGN, String.valueOf(c), first);
    }

    private boolean skipsSpace() {
        int from = at;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            advance();
        }
        return at > from;
    }

    private boolean skipsComment() {
        if (peek(0) == '#' && peek(1) != '!' || peek(0) == '/' && peek(1) == '/') {
            skipLine();
            return true;
        }
        if (peek(0) == '/' && peek(1) == '*') {
            int end = text.indexOf("*/", at + 2);
            advanceTo(end < 0 ? text.length() : end + 2);
            return true;
        }
        return false;
    }

    private boolean isDirective() {
        return (peek(0) == '#' || peek(0) == '!') && peek(1) == '!' && isNameStart(peek(2));
    }

    // A backslash at its end joins the next line to it.
    private void skipLine() {
        boolean isDirective = isDirective();
        while (at < text.length() && (text.charAt(at) != '\n' || isDirective && text.charAt(at - 1) == '\\')) {
            advance();
        }
    }

    // Strings with nothing but space between them are one.
    private String string() {
        StringBuilder value = new StringBuilder();
        do {
            char quote = peek(0);
            advance();
            while (at < text.length() && peek(0) != quote) {
                value.append(quote == '"' && peek(0) == '\\' ? escaped() : peek(0));
                advance();
            }
            if (at < text.length()) {
                advance();
            }
            skipsSpace();
        } while (peek(0) == '"' || peek(0) == '\'');
        return value.toString();
    }

    private char escaped() {
        advance();
        return switch (peek(0)) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> peek(0);
        };
    }

    // Kamailio's numbers: 15, -15, 0xf, 017. One of too many digits is a name, which nothing knows.
    private Token number(int first) {
        int from = at;
        at++;
        while (isNamePart(peek(0))) {
            at++;
        }
        String digits = text.substring(from, at);
        try {
            if (digits.length() <= LONGEST_NUMBER) {
                return new Token(Kind.NUMBER, Long.decode(digits).toString(), first);
            }
        } catch (NumberFormatException e) {
            // no number
        }
        return new Token(Kind.NAME, digits, first);
    }

    private void advanceTo(int end) {
        while (at < end) {
            advance();
        }
    }

    private void advance() {
        if (at < text.length() && text.charAt(at++) == '\n') {
            line++;
        }
    }

    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : END;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean isNamePart(char c) {
        return isNameStart(c) || isDigit(c);
    }
}
