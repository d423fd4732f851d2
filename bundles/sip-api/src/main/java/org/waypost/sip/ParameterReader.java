package org.waypost.sip;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Reads the parameters of a component one by one: a value that cannot be used is refused with one line, and the last good one is
 * returned. A value that is no number makes the supplier of it throw, as the annotation of Declarative Services does.
 *
 * @param module whose parameters they are, as operators name it: {@code registrar}
 * @param raw the values as they were configured, for the line
 * @param refused takes the lines
 */
public record ParameterReader(String module, Map<String, ?> raw, Consumer<String> refused) {

    /** A whole number of {@code min} to {@code max}. */
    public int number(String key, IntSupplier value, int min, int max, int last) {
        try {
            int number = value.getAsInt();
            if (number >= min && number <= max) {
                return number;
            }
        } catch (RuntimeException notANumber) {
            // refused below, as a number out of range is
        }
        refuse(key, "an integer of " + min + ".." + max, last);
        return last;
    }

    /** 0 or 1. */
    public boolean flag(String key, IntSupplier value, boolean last) {
        return number(key, value, 0, 1, last ? 1 : 0) == 1;
    }

    /**
     * A text without the space around it.
     *
     * @param wanted what is allowed, completing "… is wanted"
     */
    public String text(String key, Supplier<String> value, String wanted, Predicate<String> isGood, String last) {
        try {
            String text = value.get().strip();
            if (isGood.test(text)) {
                return text;
            }
        } catch (RuntimeException notAText) {
            // refused below, as a text that is not allowed is
        }
        refuse(key, wanted, last);
        return last;
    }

    /**
     * What a text without the space around it stands for.
     *
     * @param parser throws IllegalArgumentException with a message that completes "… is wanted"
     */
    public <T> T parsed(String key, Supplier<String> value, Function<String, T> parser, T last) {
        String wanted = "a text";
        try {
            return parser.apply(value.get().strip());
        } catch (IllegalArgumentException wrong) {
            wanted = wrong.getMessage();
        } catch (RuntimeException notAText) {
            // refused below, as one that is not allowed is
        }
        tell(key, String.valueOf(raw.get(key)), wanted, "the last good value");
        return last;
    }

    /**
     * What a text stands for that may hold a password, and so is not shown.
     *
     * @param parsed throws IllegalArgumentException with a message that completes "… is wanted"
     * @param shownLast what the last good value is called
     */
    public <T> T hidden(String key, Supplier<T> parsed, T last, String shownLast) {
        try {
            return parsed.get();
        } catch (IllegalArgumentException wrong) {
            refuse(key, "(not shown)", wrong.getMessage(), shownLast);
            return last;
        }
    }

    /** Says that a value is refused, and which one stays in force. */
    public void refuse(String key, String wanted, Object last) {
        refuse(key, String.valueOf(raw.get(key)), wanted, last);
    }

    /** Says that a value, shown like this, is refused, and which one stays in force. */
    public void refuse(String key, String shown, String wanted, Object last) {
        tell(key, shown, wanted, "'" + last + "'");
    }

    private void tell(String key, String shown, String wanted, String last) {
        refused.accept(module + '.' + key + ": '" + shown + "' is refused; " + wanted + " is wanted; " + last
                + " stays in force");
    }
}
