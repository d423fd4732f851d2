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
 * @param checkVersion the tables' version is looked up and compared (parameter version_table)
 * @param columns the columns' names
 * @param attributeColumns those of the table of attributes
 * @param zone in which dates and times are
 */
public record TableFormat(
        boolean useDomain,
        boolean epochTimes,
        boolean checkVersion,
        Map<Column, String> columns,
        Map<AttributeColumn, String> attributeColumns,
        ZoneId zone) {

    /** Kamailio's, in the local time zone. */
    public static final TableFormat STANDARD = new TableFormat(
            false,
            false,
            true,
            names(Column.values(), Column::standardName),
            names(AttributeColumn.values(), AttributeColumn::standardName),
            ZoneId.systemDefault());

    public TableFormat {
        columns = Map.copyOf(columns);
        attributeColumns = Map.copyOf(attributeColumns);
    }

    /** This format with or without domains. */
    public TableFormat withUseDomain(boolean split) {
        return new TableFormat(split, epochTimes, checkVersion, columns, attributeColumns, zone);
    }

    /** This format with times of the other kind. */
    public TableFormat withEpochTimes(boolean epoch) {
        return new TableFormat(useDomain, epoch, checkVersion, columns, attributeColumns, zone);
    }

    public String name(Column column) {
        return columns.get(column);
    }

    public String name(AttributeColumn column) {
        return attributeColumns.get(column);
    }

    private static <T> Map<T, String> names(T[] columns, Function<T, String> name) {
        return Arrays.stream(columns).collect(Collectors.toMap(Function.identity(), name));
    }
}
