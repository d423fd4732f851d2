package org.waypost.shell.text;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values as JSON: numbers and booleans as such, an {@link Instant} as in ISO 8601, an empty {@link Optional} as null. */
public final class Json {

    private static final JSON WRITER = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);

    // A terminal may take these for control characters, as it does those that JSON escapes in any case.
    private static final Pattern C1 = Pattern.compile("[\\x7f-\\x9f]");

    private Json() {}

    /** Of a map, a list, an array, or a single value, on one line. */
    public static String text(Object value) {
        try {
            String text = WRITER.asString(plain(value));
            Matcher control = C1.matcher(text);
            return control.find()
                    ? control.replaceAll(found ->
                            String.format("\\\\u%04x", (int) found.group().charAt(0)))
                    : text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Prints it as a line of its own. */
    public static void print(Object value) {
        try (Pages pages = Pages.open()) {
            pages.line(text(value));
        }
    }

    private static Object plain(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(Json::plain).orElse(null);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((key, each) -> plain.put(key.toString(), plain(each)));
            return plain;
        }
        if (value instanceof Iterable<?> list) {
            List<Object> plain = new ArrayList<>();
            list.forEach(each -> plain.add(plain(each)));
            return plain;
        }
        if (value instanceof Object[] array) {
            return plain(List.of(array));
        }
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }
}
