package org.waypost.operations.internal;

import java.util.Map;
import java.util.function.Consumer;
import org.waypost.sip.ParameterReader;

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
        ParameterReader in = new ParameterReader("journal", raw, refused);
        return new JournalSettings(
                in.flag("why", parameters::why, last.isOn),
                in.number("why_size", parameters::why__size, 1, JournalParameters.LONGEST, last.size));
    }
}
