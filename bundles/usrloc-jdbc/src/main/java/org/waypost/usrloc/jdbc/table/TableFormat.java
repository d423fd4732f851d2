package org.waypost.usrloc.jdbc.table;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How the bindings are laid out in the tables. What is written in one format cannot be read in another.
 *
 * @param useDomain the AoR is split into user and domain
 * @param epochTimes times are epoch seconds, not dates and times (parameter expires_type)
 * @param versionTable name of the table of versions, in which the version is looked up; empty: it is not
 * @param columns the columns' names
 * @param zone in which dates and times are
 */
public record TableFormat(
        boolean useDomain, boolean epochTimes, String versionTable, Map<Column, String> columns, ZoneId zone) {

    /** Kamailio's, in the local time zone. */
    public static final TableFormat STANDARD = new TableFormat(
            false,
            false,
            "version",
            Arrays.stream(Column.values()).collect(Collectors.toMap(Function.identity(), Column::standardName)),
            ZoneId.systemDefault());

    public TableFormat {
        columns = Map.copyOf(columns);
    }

    /** This format with or without domains. */
    public TableFormat withUseDomain(boolean split) {
        return new TableFormat(split, epochTimes, versionTable, columns, zone);
    }

    /** This format with times of the other kind. */
    public TableFormat withEpochTimes(boolean epoch) {
        return new TableFormat(useDomain, epoch, versionTable, columns, zone);
    }

    public String name(Column column) {
        return columns.get(column);
    }
}
