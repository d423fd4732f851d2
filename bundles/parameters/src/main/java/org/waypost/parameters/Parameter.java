package org.waypost.parameters;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One parameter, as the Metatype of its bundle describes it.
 *
 * @param pid of the configuration it belongs to, such as {@code waypost.registrar.path}
 * @param key such as {@code path_mode}
 * @param type of its values
 * @param defaultValue in force while nothing else is set
 * @param min least number, or least number of characters of a text
 * @param max greatest number, or greatest number of characters of a text
 * @param options the only values there are; empty if the range alone limits them
 * @param description for people; empty if its bundle has none
 */
public record Parameter(
        String pid,
        String key,
        Type type,
        String defaultValue,
        long min,
        long max,
        List<Option> options,
        String description) {

    /** Every PID of this server starts with this. */
    public static final String PID_PREFIX = "waypost.";

    private static final Pattern UNIT =
            Pattern.compile("\\b(milliseconds|seconds|minutes|bytes|octets|percent)\\b", Pattern.CASE_INSENSITIVE);

    private static final String MASK = "********";

    // scheme://user:password@host; a password may have any of these characters in it
    private static final Pattern USER_PASSWORD = Pattern.compile("(?s)(://[^:@/?;]*:).*(?=@)");

    // jdbc:…?password=… or ;PASSWORD=…
    private static final Pattern PASSWORD_OPTION =
            Pattern.compile("([?&;]\\s*\\w*(?:password|pwd)\\w*\\s*=)[^&;]*", Pattern.CASE_INSENSITIVE);

    /** What kind of value a parameter takes. */
    public enum Type {
        INTEGER,
        LONG,
        BOOLEAN,
        TEXT,
        /** Text that is never shown. */
        SECRET
    }

    /**
     * One of the values a parameter may have.
     *
     * @param value as it is written
     * @param label what it stands for; may be the value itself
     */
    public record Option(String value, String label) {}

    public Parameter {
        options = List.copyOf(options);
    }

    /** The module an operator knows it by: the PID's first segment after {@code waypost.}. */
    public String module() {
        return module(pid);
    }

    /** The module of a PID of this server. */
    public static String module(String pid) {
        String rest = pid.substring(PID_PREFIX.length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    /** {@code module.key}, as messages name it. */
    public String name() {
        return module() + '.' + key;
    }

    /**
     * The value of that text as the component gets it: an Integer, Long, Boolean or String. Space around it does not count.
     *
     * @throws ParameterException naming the parameter, the value and what is wanted instead, if it is none
     */
    public Object parse(String text) {
        String value = text.strip();
        if (!options.isEmpty()
                && options.stream().noneMatch(option -> option.value().equals(value))) {
            throw refused(text);
        }
        switch (type) {
            case INTEGER:
                return (int) number(value);
            case LONG:
                return number(value);
            case BOOLEAN:
                return truth(value);
            default:
                if (value.length() < min || value.length() > max) {
                    throw refused(text);
                }
                return value;
        }
    }

    /** What it may be set to, as {@code an integer of 0..65535 (seconds)}. */
    public String wanted() {
        if (!options.isEmpty()) {
            return "one of " + options.stream().map(Parameter::describe).collect(Collectors.joining(", "));
        }
        switch (type) {
            case INTEGER, LONG:
                return "an integer of " + min + ".." + max + unit();
            case BOOLEAN:
                return "true or false";
            default:
                return "text" + length();
        }
    }

    /** The value as it may be shown: a {@link Type#SECRET} as asterisks, and so the password in a URL. */
    public String shown(String value) {
        if (type == Type.SECRET && !value.isEmpty()) {
            return MASK;
        }
        String masked = USER_PASSWORD.matcher(value).replaceFirst("$1" + MASK);
        return PASSWORD_OPTION.matcher(masked).replaceAll("$1" + MASK);
    }

    /** Whether a value as it was {@link #shown} lacks something. */
    public static boolean isMasked(String shown) {
        return shown.contains(MASK);
    }

    /** That this value is refused, as every message says it, since {@code wanted} is what it takes. */
    public ParameterException refused(String value, String wanted) {
        return new ParameterException(name() + ": '" + shown(value) + "' is refused; " + wanted + " is wanted");
    }

    private long number(String value) {
        try {
            long number = Long.parseLong(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below, as a number out of range is
        }
        throw refused(value);
    }

    private boolean truth(String value) {
        return switch (value) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw refused(value);
        };
    }

    private ParameterException refused(String value) {
        return refused(value, wanted());
    }

    private String length() {
        if (max == Integer.MAX_VALUE) {
            return min == 0 ? "" : " of at least " + min + " characters";
        }
        return " of " + min + ".." + max + " characters";
    }

    private String unit() {
        Matcher matcher = UNIT.matcher(description);
        return matcher.find() ? " (" + matcher.group().toLowerCase(Locale.ROOT) + ")" : "";
    }

    private static String describe(Option option) {
        return option.label().isEmpty() || option.label().equals(option.value())
                ? option.value()
                : option.value() + " (" + option.label() + ")";
    }
}
