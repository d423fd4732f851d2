package org.waypost.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The {@code --name value} options of a command; unknown names and values out of range are refused. */
final class Options {

    private final Map<String, String> values = new LinkedHashMap<>();

    /** @param known the names there are, without dashes */
    Options(String[] arguments, Set<String> known) {
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : arguments[i];
            if (!arguments[i].startsWith("--") || !known.contains(name)) {
                throw new IllegalArgumentException("unknown option " + arguments[i] + ", expected --"
                        + String.join(", --", known.stream().sorted().toList()));
            }
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " needs a value");
            }
            values.put(name, arguments[i + 1]);
        }
    }

    int number(String name, int otherwise, int min, int max) {
        String value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused below.
        }
        throw new IllegalArgumentException("--" + name + " " + value + ", expected " + min + ".." + max);
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    String oneOf(String name, String otherwise, String... allowed) {
        String value = text(name, otherwise);
        if (!Set.of(allowed).contains(value)) {
            throw new IllegalArgumentException("--" + name + " " + value + ", expected " + String.join("|", allowed));
        }
        return value;
    }
}
