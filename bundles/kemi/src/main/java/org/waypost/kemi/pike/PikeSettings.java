package org.waypost.kemi.pike;

import java.util.Map;
import java.util.function.Consumer;
import org.waypost.sip.ParameterReader;

/**
 * The parameters in force, checked.
 *
 * @param unit seconds of a sampling unit
 * @param density requests allowed in one
 * @param latency seconds
 * @param maxSources watched at a time
 */
record PikeSettings(int unit, int density, int latency, int maxSources) {

    static final PikeSettings DEFAULTS = new PikeSettings(2, 30, 120, 65536);

    /** The settings that {@code parameters} give; for a value that is refused, what {@code last} has. */
    static PikeSettings of(PikeParameters parameters, Map<String, ?> raw, PikeSettings last, Consumer<String> refused) {
        ParameterReader in = new ParameterReader("pike", raw, refused);
        return new PikeSettings(
                in.number("sampling_time_unit", parameters::sampling__time__unit, 1, 3600, last.unit),
                in.number("reqs_density_per_unit", parameters::reqs__density__per__unit, 1, 1_000_000, last.density),
                in.number("remove_latency", parameters::remove__latency, 1, 86400, last.latency),
                in.number("max_sources", parameters::max__sources, 16, 10_000_000, last.maxSources));
    }
}
