package org.waypost.registrar.outbound;

import java.util.Map;
import java.util.function.Consumer;
import org.waypost.sip.ParameterReader;

/**
 * The parameters in force, checked: one immutable snapshot.
 *
 * @param mode whether outbound is spoken
 * @param anyRegId whether a reg-id counts whichever way a REGISTER came
 * @param flowTimer seconds; 0 for none
 */
record OutboundSettings(Mode mode, boolean anyRegId, int flowTimer) {

    /** Parameter {@code outbound_mode}; the ordinal is the value. */
    enum Mode {
        OFF,
        SUPPORTED,
        REQUIRED
    }

    static final OutboundSettings DEFAULT = new OutboundSettings(Mode.OFF, false, 0);

    /** What flow_timer must be while outbound_mode is 0. */
    static final String NO_TIMER = "0 unless outbound_mode is 1 or 2";

    /**
     * The settings that {@code parameters} give. For a value that is refused, with one line to {@code refused}, what {@code last} has
     * stays in force.
     *
     * @param raw the values as they were configured, for the message
     */
    static OutboundSettings of(
            OutboundParameters parameters, Map<String, ?> raw, OutboundSettings last, Consumer<String> refused) {
        ParameterReader in = new ParameterReader("registrar", raw, refused);
        int mode = in.number("outbound_mode", parameters::outbound__mode, 0, 2, last.mode.ordinal());
        int regIdMode = in.number("regid_mode", parameters::regid__mode, 0, 1, last.anyRegId ? 1 : 0);
        int timer = in.number("flow_timer", parameters::flow__timer, 0, 999, last.flowTimer);
        if (!allows(mode, timer)) {
            in.refuse("flow_timer", NO_TIMER, 0);
            timer = 0;
        }
        return new OutboundSettings(Mode.values()[mode], regIdMode == 1, timer);
    }

    /** Whether these values go together. */
    static boolean allows(int mode, int flowTimer) {
        return mode != 0 || flowTimer == 0;
    }
}
