package org.waypost.operations.internal;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * The parameters of the journal, checked.
 *
 * @param isOn why
 * @param size why_size
 */
record JournalSettings(boolean isOn, int size) {

    static final JournalSettings DEFAULTS = new JournalSettings(true, 10_000);

    /** @param last in force, of which a value stays whose successor is refused */
    static JournalSettings of(
            JournalParameters parameters, Map<String, ?> raw, JournalSettings last, Consumer<String> refused) {
        Reader in = new Reader(raw, refused);
        return new JournalSettings(
                in.number("why", parameters::why, 0, 1, last.isOn ? 1 : 0) == 1,
                in.number("why_size", parameters::why__size, 1, JournalParameters.LONGEST, last.size));
    }

    private record Reader(Map<String, ?> raw, Consumer<String> refused) {

        int number(String key, IntSupplier value, int min, int max, int last) {
            try {
                int number = value.getAsInt();
                if (number >= min && number <= max) {
                    return number;
                }
            } catch (RuntimeException notANumber) {
                // refused below, as a number out of range is
            }
            refused.accept("journal." + key + ": '" + raw.get(key) + "' is refused; an integer of " + min + ".." + max
                    + " is wanted; '" + last + "' stays in force");
            return last;
        }
    }
}
