package org.waypost.registrar.path;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * The parameters in force, checked: one immutable snapshot.
 *
 * @param stores whether the Path of a REGISTER is stored
 * @param mode what the reply says of it
 * @param useReceived whether {@code received} of the first URI is where the device is
 * @param skipLocal whether lookup leaves out the first URI if it is this server
 */
record PathSettings(boolean stores, Mode mode, boolean useReceived, boolean skipLocal) {

    /** Parameter {@code path_mode}; the ordinal is the value. */
    enum Mode {
        OFF,
        LAZY,
        STRICT
    }

    static final PathSettings DEFAULT = new PathSettings(false, Mode.STRICT, false, false);

    /**
     * The settings that {@code parameters} give. For a value that is refused, with one line to {@code refused}, what {@code last} has
     * stays in force.
     *
     * @param raw the values as they were configured, for the message
     */
    static PathSettings of(PathParameters parameters, Map<String, ?> raw, PathSettings last, Consumer<String> refused) {
        Reader in = new Reader(raw, refused);
        return new PathSettings(
                in.flag("use_path", parameters::use__path, last.stores),
                Mode.values()[in.number("path_mode", parameters::path__mode, 2, last.mode.ordinal())],
                in.flag("path_use_received", parameters::path__use__received, last.useReceived),
                in.flag("path_check_local", parameters::path__check__local, last.skipLocal));
    }

    private record Reader(Map<String, ?> raw, Consumer<String> refused) {

        boolean flag(String key, IntSupplier value, boolean last) {
            return number(key, value, 1, last ? 1 : 0) == 1;
        }

        int number(String key, IntSupplier value, int max, int last) {
            try {
                int number = value.getAsInt();
                if (number >= 0 && number <= max) {
                    return number;
                }
            } catch (RuntimeException notANumber) {
                // refused below, as a number out of range is
            }
            refused.accept("registrar." + key + ": '" + raw.get(key) + "' is refused; an integer of 0.." + max
                    + " is wanted; '" + last + "' stays in force");
            return last;
        }
    }
}
