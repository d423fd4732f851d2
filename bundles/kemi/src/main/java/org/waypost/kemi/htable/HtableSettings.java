package org.waypost.kemi.htable;

import java.util.Map;
import java.util.function.Consumer;
import org.waypost.sip.ParameterReader;

/**
 * The parameters in force, checked.
 *
 * @param tables by name
 * @param timerInterval seconds
 * @param maxItems of each table
 * @param maxItemSize octets
 */
record HtableSettings(Map<String, TableSpec> tables, int timerInterval, int maxItems, int maxItemSize) {

    static final HtableSettings DEFAULTS = new HtableSettings(Map.of(), 20, 1_000_000, 4096);

    HtableSettings {
        tables = Map.copyOf(tables);
    }

    /** The settings that {@code parameters} give; for a value that is refused, what {@code last} has. */
    static HtableSettings of(
            HtableParameters parameters, Map<String, ?> raw, HtableSettings last, Consumer<String> refused) {
        ParameterReader in = new ParameterReader("htable", raw, refused);
        return new HtableSettings(
                in.parsed("htable", parameters::htable, TableSpec::parse, last.tables),
                in.number("timer_interval", parameters::timer__interval, 1, 86400, last.timerInterval),
                in.number("max_items", parameters::max__items, 1, 100_000_000, last.maxItems),
                in.number("max_item_size", parameters::max__item__size, 16, 1_048_576, last.maxItemSize));
    }
}
