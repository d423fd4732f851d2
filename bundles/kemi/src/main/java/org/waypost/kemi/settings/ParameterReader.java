package org.waypost.kemi.settings;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Reads the parameters of one module; a value that cannot be used is refused with one line, and the last good one stays.
 *
 * @param module whose parameters they are, for the line
 * @param raw the values as they were configured
 * @param refused takes the line
 */
public record ParameterReader(String module, Map<String, ?> raw, Consumer<String> refused) {

    /** A whole number from {@code min} to {@code max}. */
    public int number(String key, IntSupplier value, int min, int max, int last) {
        try {
            int number = value.getAsInt();
            if (number >= min && number <= max) {
                return number;
            }
        } catch (RuntimeException notANumber) {
            // refused below, as a number out of range is
        }
        refuse(key, "an integer " + min + ".." + max, String.valueOf(last));
        return last;
    }

    /**
     * A text that {@code parser} understands.
     *
     * @param parser throws IllegalArgumentException, saying what is wrong
     */
    public <T> T parsed(String key, Supplier<String> value, Function<String, T> parser, T last) {
        try {
            return parser.apply(value.get().strip());
        } catch (IllegalArgumentException wrong) {
            refuse(key, wrong.getMessage(), "the last good value");
        } catch (RuntimeException notAText) {
            refuse(key, "a text", "the last good value");
        }
        return last;
    }

    private void refuse(String key, String expected, String last) {
        refused.accept(module + ": " + key + " = " + raw.get(key) + " refused: expected " + expected + "; " + last
                + " stays in force");
    }
}
