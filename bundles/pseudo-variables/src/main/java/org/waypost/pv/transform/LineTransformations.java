package org.waypost.pv.transform;

import org.waypost.sip.PseudoVariable;
import org.waypost.sip.Value;

/** {@code {line.…}}: the lines of a text, such as an SDP body. */
final class LineTransformations {

    private LineTransformations() {}

    static void define(Catalog catalog) {
        catalog.of(
                        "line.count",
                        "Number of lines, as text",
                        value -> value.text().isEmpty() ? Value.NULL : Value.of(Integer.toString(count(value.text()))))
                .define(
                        "line.at",
                        "index",
                        "The line at an index, negative counting from the end",
                        arguments -> at(arguments.number()))
                .define(
                        "line.sw",
                        "text",
                        "The first line that starts with a text",
                        arguments -> startingWith(arguments.rest()));
    }

    private static Transformation at(PseudoVariable index) {
        return (value, context) -> {
            Value wanted = Numbers.of(index.get(context));
            if (value.isNull() || value.text().isEmpty() || wanted.isNull()) {
                return Value.NULL;
            }
            int count = count(value.text());
            long number = wanted.number() < 0 ? count + wanted.number() : wanted.number();
            return Value.of(number < 0 || number >= count ? "" : line(value.text(), number));
        };
    }

    private static Transformation startingWith(PseudoVariable start) {
        return (value, context) -> {
            if (value.isNull() || value.text().isEmpty()) {
                return Value.NULL;
            }
            String text = value.text();
            String wanted = start.get(context).text();
            for (int from = 0; from < text.length(); from = next(text, from)) {
                if (text.startsWith(wanted, from)) {
                    return Value.of(lineAt(text, from));
                }
            }
            return Value.of("");
        };
    }

    private static int count(String text) {
        return Fields.count(text, '\n') - (text.endsWith("\n") ? 1 : 0);
    }

    private static String line(String text, long number) {
        int from = 0;
        for (long i = 0; i < number; i++) {
            from = next(text, from);
        }
        return lineAt(text, from);
    }

    private static int next(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end + 1;
    }

    private static String lineAt(String text, int from) {
        int end = text.indexOf('\n', from);
        end = end < 0 ? text.length() : end;
        return text.substring(from, end > from && text.charAt(end - 1) == '\r' ? end - 1 : end);
    }
}
