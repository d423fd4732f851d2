package org.waypost.pv.transform;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.waypost.pv.text.StrfTime;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.Value;

/** {@code {s.…}}: parts and properties of text. What needs a value to be a number takes digits as well. */
final class StringTransformations {

    /** What a replacement may make at most of one text, in octets. */
    private static final int LONGEST = 1 << 20;

    /** A text of n octets has n prefixes with n²/2 octets: more than this is nobody's number. */
    private static final int MOST_PREFIXES = 256;

    /** What to do with text and one more value. */
    @FunctionalInterface
    private interface Change {
        Value apply(String text, Value argument);
    }

    private StringTransformations() {}

    static void define(Catalog catalog) {
        catalog.of("s.len", "Length in octets", value -> Value.of(value.text().length()))
                .of("s.int", "The text as a number", value -> Numbers.of(value))
                .define(
                        "s.substr",
                        "offset,length",
                        "Part of the text; a negative offset counts from the end, length 0" + " takes all that is left",
                        arguments -> substring(arguments.number(), arguments.number()))
                .define(
                        "s.select",
                        "index,separator",
                        "The field at an index, negative counting from the end",
                        arguments -> select(arguments.number(), arguments.character()))
                .define(
                        "s.strip",
                        "count",
                        "Without that many octets at the beginning",
                        arguments -> with(arguments.number(), (text, count) -> strip(text, count, true)))
                .define(
                        "s.striptail",
                        "count",
                        "Without that many octets at the end",
                        arguments -> with(arguments.number(), (text, count) -> strip(text, count, false)))
                .define(
                        "s.prefixes",
                        "count",
                        "All prefixes, joined by commas; at most that many, if it is given",
                        arguments -> prefixes(arguments, ""))
                .define(
                        "s.prefixes.quoted",
                        "count",
                        "All prefixes in single quotes, joined by commas",
                        arguments -> prefixes(arguments, "'"))
                .define(
                        "s.replace",
                        "match,replacement",
                        "With each match replaced",
                        arguments -> replace(arguments.text(), arguments.text()))
                .define(
                        "s.rm",
                        "match",
                        "Without each match",
                        arguments -> with(arguments.text(), (text, match) -> Value.of(without(text, match.text()))))
                .define(
                        "s.count",
                        "char",
                        "How often a character occurs",
                        arguments -> with(arguments.rest(), (text, character) -> count(text, character.text())))
                .define(
                        "s.before",
                        "char",
                        "What stands before the first such character; all if there is none",
                        arguments -> with(arguments.rest(), (text, c) -> Value.of(before(text, index(text, c)))))
                .define(
                        "s.after",
                        "char",
                        "What stands after the first such character; nothing if there is none",
                        arguments -> with(arguments.rest(), (text, c) -> Value.of(after(text, index(text, c)))))
                .define(
                        "s.rbefore",
                        "char",
                        "What stands before the last such character; all if there is none",
                        arguments -> with(arguments.rest(), (text, c) -> Value.of(before(text, lastIndex(text, c)))))
                .define(
                        "s.rafter",
                        "char",
                        "What stands after the last such character; nothing if there is none",
                        arguments -> with(arguments.rest(), (text, c) -> Value.of(after(text, lastIndex(text, c)))))
                .define(
                        "s.ftime",
                        "format",
                        "The number as a time of this place, in the format of strftime(3)",
                        arguments -> with(arguments.rest(), (text, format) -> time(text, format.text())))
                .text("s.tolower", "ASCII letters in lower case", text -> map(text, 'A', 'Z', 32))
                .text("s.toupper", "ASCII letters in upper case", text -> map(text, 'a', 'z', -32))
                .text("s.trim", "Without white space at both ends", text -> trim(text, true, true))
                .text("s.ltrim", "Without white space at the beginning", text -> trim(text, true, false))
                .text("s.rtrim", "Without white space at the end", text -> trim(text, false, true))
                .text("s.numeric", "The digits alone", StringTransformations::digits)
                .text("s.unquote", "Without the quotes around it", text -> without(text, "\"\"", "''"))
                .text("s.unbracket", "Without the brackets around it", text -> without(text, "<>", "<>"));
    }

    private static Transformation with(PseudoVariable argument, Change change) {
        return (value, context) -> {
            Value given = argument.get(context);
            return value.isNull() || given.isNull() ? Value.NULL : change.apply(value.text(), given);
        };
    }

    private static Transformation substring(PseudoVariable offset, PseudoVariable length) {
        return (value, context) -> {
            Value from = Numbers.of(offset.get(context));
            Value count = Numbers.of(length.get(context));
            if (value.isNull() || from.isNull() || count.isNull()) {
                return Value.NULL;
            }
            String text = value.text();
            long start = from.number() < 0 ? text.length() + from.number() : from.number();
            if (start < 0 || start >= text.length() || count.number() < 0) {
                return Value.NULL;
            }
            long end = count.number() == 0 ? text.length() : Math.min(text.length(), start + count.number());
            return Value.of(text.substring((int) start, (int) end));
        };
    }

    private static Transformation select(PseudoVariable index, char separator) {
        return (value, context) -> {
            Value wanted = Numbers.of(index.get(context));
            return value.isNull() || wanted.isNull()
                    ? Value.NULL
                    : Value.of(Fields.at(value.text(), separator, wanted.number()));
        };
    }

    private static Value strip(String text, Value count, boolean front) {
        Value number = Numbers.of(count);
        if (number.isNull()) {
            return Value.NULL;
        }
        int cut = (int) Math.max(0, Math.min(number.number(), text.length()));
        return Value.of(front ? text.substring(cut) : text.substring(0, text.length() - cut));
    }

    private static Transformation prefixes(Arguments arguments, String quote) {
        PseudoVariable most = arguments.has() ? arguments.number() : context -> Value.of(Integer.MAX_VALUE);
        return with(most, (text, count) -> {
            int lengths = (int) Math.min(text.length(), Math.min(count.number(), MOST_PREFIXES));
            StringBuilder out = new StringBuilder();
            for (int length = 1; length <= lengths; length++) {
                out.append(length == 1 ? "" : ",")
                        .append(quote)
                        .append(text, 0, length)
                        .append(quote);
            }
            return Value.of(out.toString());
        });
    }

    private static Transformation replace(PseudoVariable match, PseudoVariable replacement) {
        return (value, context) -> {
            String wanted = match.get(context).text();
            if (value.isNull()) {
                return value;
            }
            if (wanted.isEmpty()) {
                return Value.of(value.text());
            }
            String instead = replacement.get(context).text();
            long most = (long) value.text().length() / wanted.length() * instead.length();
            return most > LONGEST ? Value.NULL : Value.of(value.text().replace(wanted, instead));
        };
    }

    private static String without(String text, String match) {
        return match.isEmpty() ? text : text.replace(match, "");
    }

    private static Value count(String text, String character) {
        int count = 0;
        for (int i = 0; i < text.length() && !character.isEmpty(); i++) {
            count += text.charAt(i) == character.charAt(0) ? 1 : 0;
        }
        return Value.of(count);
    }

    private static int index(String text, Value character) {
        return character.text().isEmpty() ? -1 : text.indexOf(character.text().charAt(0));
    }

    private static int lastIndex(String text, Value character) {
        return character.text().isEmpty()
                ? -1
                : text.lastIndexOf(character.text().charAt(0));
    }

    private static String before(String text, int index) {
        return index < 0 ? text : text.substring(0, index);
    }

    private static String after(String text, int index) {
        return index < 0 ? "" : text.substring(index + 1);
    }

    private static Value time(String text, String format) {
        Value seconds = Numbers.of(Value.of(text));
        return seconds.isNull()
                ? Value.NULL
                : Value.of(StrfTime.format(
                        format,
                        ZonedDateTime.ofInstant(Instant.ofEpochSecond(seconds.number()), ZoneId.systemDefault())));
    }

    private static String map(String text, char from, char to, int distance) {
        StringBuilder out = new StringBuilder(text);
        for (int i = 0; i < out.length(); i++) {
            char c = out.charAt(i);
            if (c >= from && c <= to) {
                out.setCharAt(i, (char) (c + distance));
            }
        }
        return out.toString();
    }

    private static String trim(String text, boolean front, boolean back) {
        int start = 0;
        int end = text.length();
        while (front && start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (back && end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static String digits(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String without(String text, String pair, String otherPair) {
        boolean within = text.length() >= 2 && (surrounds(pair, text) || surrounds(otherPair, text));
        return within ? text.substring(1, text.length() - 1) : text;
    }

    private static boolean surrounds(String pair, String text) {
        return text.charAt(0) == pair.charAt(0) && text.charAt(text.length() - 1) == pair.charAt(1);
    }
}
