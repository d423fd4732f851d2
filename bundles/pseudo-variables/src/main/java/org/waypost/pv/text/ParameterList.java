package org.waypost.pv.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Parameters as the transformations {@code {param.…}} read them: {@code a=1;b;c="x;y"}. Stricter than what the parser of header
 * fields takes: no white space within a parameter, no text after a closing quote.
 */
public final class ParameterList {

    /**
     * One parameter.
     *
     * @param name may be empty
     * @param value without quotes; empty if there is none
     */
    public record Parameter(String name, String value) {}

    private final String text;
    private final char separator;
    private int position;

    private ParameterList(String text, char separator) {
        this.text = text;
        this.separator = separator;
    }

    /** The parameters of {@code text} up to a comma, or empty if it is malformed. */
    public static Optional<List<Parameter>> parse(String text, char separator) {
        ParameterList list = new ParameterList(text, separator);
        List<Parameter> parameters = new ArrayList<>();
        list.skipBlanks();
        do {
            Optional<Parameter> parameter = list.next();
            if (parameter.isEmpty()) {
                return Optional.empty();
            }
            parameters.add(parameter.get());
        } while (list.hasNext());
        return list.atEnd() ? Optional.of(parameters) : Optional.empty();
    }

    private Optional<Parameter> next() {
        String name = until(true);
        if (!at('=')) {
            return Optional.of(new Parameter(name, ""));
        }
        position++;
        skipBlanks();
        if (at('"') || at('\'')) {
            int close = text.indexOf(text.charAt(position), position + 1);
            if (close < 0) {
                return Optional.empty();
            }
            String value = text.substring(position + 1, close);
            position = close + 1;
            return Optional.of(new Parameter(name, value));
        }
        String value = until(false);
        return value.isEmpty() && position < text.length() ? Optional.empty() : Optional.of(new Parameter(name, value));
    }

    private String until(boolean equals) {
        int from = position;
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == separator || isBlank(c) || c == ',' || equals && c == '=') {
                break;
            }
            position++;
        }
        return text.substring(from, position);
    }

    private boolean hasNext() {
        skipBlanks();
        if (separator == ',' || !at(separator)) {
            return false;
        }
        position++;
        skipBlanks();
        return position < text.length();
    }

    private boolean atEnd() {
        return position >= text.length() || at(',');
    }

    private void skipBlanks() {
        while (position < text.length() && isBlank(text.charAt(position))) {
            position++;
        }
    }

    private boolean at(char c) {
        return position < text.length() && text.charAt(position) == c;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
