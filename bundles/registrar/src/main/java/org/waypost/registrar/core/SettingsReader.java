package org.waypost.registrar.core;

import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.waypost.usrloc.Compat;

/**
 * Reads parameters one by one: a value that cannot be used is refused with one line, and the last good one is returned.
 *
 * @param raw the values as they were configured, for the message
 * @param refused takes the lines
 */
record SettingsReader(Map<String, ?> raw, Consumer<String> refused) {

    int number(String key, IntSupplier value, int min, int max, int last) {
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

    boolean flag(String key, IntSupplier value, boolean last) {
        return number(key, value, 0, 1, last ? 1 : 0) == 1;
    }

    String text(String key, Supplier<String> value, String wanted, Predicate<String> isGood, String last) {
        String text = value.get().strip();
        if (isGood.test(text)) {
            return text;
        }
        refuse(key, wanted, last);
        return last;
    }

    Compat compat(Supplier<String> value, Compat last) {
        for (Compat compat : Compat.values()) {
            if (compat.name().equalsIgnoreCase(value.get().strip())) {
                return compat;
            }
        }
        refuse("compat", "kamailio or rfc", last.name().toLowerCase(Locale.ROOT));
        return last;
    }

    private void refuse(String key, String wanted, Object last) {
        refused.accept("registrar." + key + ": '" + raw.get(key) + "' is refused; " + wanted + " is wanted; '" + last
                + "' stays in force");
    }
}
