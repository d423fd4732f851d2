package org.waypost.registrar.path;

import java.util.Map;
import java.util.function.Consumer;
import org.waypost.sip.ParameterReader;

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
        ParameterReader in = new ParameterReader("registrar", raw, refused);
        return new PathSettings(
                in.flag("use_path", parameters::use__path, last.stores),
                Mode.values()[in.number("path_mode", parameters::path__mode, 0, 2, last.mode.ordinal())],
                in.flag("path_use_received", parameters::path__use__received, last.useReceived),
                in.flag("path_check_local", parameters::path__check__local, last.skipLocal));
    }
}
