package org.waypost.pv.spec;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes a pseudo-variable apart: {@code $name}, {@code $name(inner)} or {@code $(name(inner)[index]{transformation})}. Brackets of each
 * kind nest, so that another variable may stand within.
 */
public final class SpecParser {

    private final String text;
    private final int start;
    private int position;

    private SpecParser(String text, int start) {
        this.text = text;
        this.start = start;
        this.position = start + 1;
    }

    /**
     * The variable that begins with the {@code $} at {@code start}.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    public static Spec parse(String text, int start) {
        return new SpecParser(text, start).spec();
    }

    private Spec spec() {
        if (!at('(')) {
            String name = name();
            String inner = at('(') ? enclosed('(', ')') : "";
            return new Spec(name, inner, "", List.of(), position);
        }
        position++;
        String name = name();
        String inner = at('(') ? enclosed('(', ')') : "";
        String index = at('[') ? index() : "";
        List<String> transformations = new ArrayList<>(1);
        while (at('{')) {
            transformations.add(enclosed('{', '}'));
        }
        if (!at(')')) {
            throw malformed("a ')' is missing");
        }
        position++;
        return new Spec(name, inner, index, List.copyOf(transformations), position);
    }

    private String name() {
        int from = position;
        while (position < text.length() && isNamePart(text.charAt(position))) {
            position++;
        }
        if (position == from) {
            throw malformed("there is no name");
        }
        return text.substring(from, position);
    }

    private String index() {
        String index = enclosed('[', ']');
        if (index.isEmpty()) {
            throw malformed("the index is empty");
        }
        return index;
    }

    private String enclosed(char open, char close) {
        int from = position + 1;
        int depth = 0;
        for (; position < text.length(); position++) {
            char c = text.charAt(position);
            if (c == open) {
                depth++;
            } else if (c == close && --depth == 0) {
                return text.substring(from, position++);
            }
        }
        throw malformed("a '" + close + "' is missing");
    }

    private boolean at(char c) {
        return position < text.length() && text.charAt(position) == c;
    }

    private IllegalArgumentException malformed(String why) {
        return new IllegalArgumentException("'" + text.substring(start) + "' is no pseudo-variable: " + why);
    }

    private static boolean isNamePart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '?';
    }
}
