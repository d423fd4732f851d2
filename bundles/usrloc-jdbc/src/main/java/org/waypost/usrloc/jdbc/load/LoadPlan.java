package org.waypost.usrloc.jdbc.load;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.waypost.jdbc.Dialect;
import org.waypost.usrloc.jdbc.table.Rows;

/**
 * What is found out about a table before it is read.
 *
 * @param shared number of rows of each AoR that has more than one
 * @param ranges of ids, each with about as many rows
 * @param snapshot what PostgreSQL calls the state of the table that all are to read; empty for the others
 */
record LoadPlan(Map<String, Integer> shared, List<Range> ranges, String snapshot) {

    private static final int ROWS_OF_RANGE = 5_000;
    private static final int SLICES = 4096;
    private static final int FETCHED = 10_000;

    /** Ids from {@code first} to before {@code end}. */
    record Range(long first, long end) {}

    static LoadPlan of(Connection connection, Dialect dialect, LoadSql sql, Rows rows, boolean useDomain)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCHED);
            Map<String, Integer> shared = new HashMap<>();
            try (ResultSet row = statement.executeQuery(sql.shared(useDomain))) {
                while (row.next()) {
                    shared.put(rows.aor(row, 1, 2), row.getInt(3));
                }
            }
            return new LoadPlan(shared, ranges(statement, sql), snapshot(statement, dialect));
        }
    }

    private static List<Range> ranges(Statement statement, LoadSql sql) throws SQLException {
        long first;
        long last;
        try (ResultSet row = statement.executeQuery(sql.bounds())) {
            row.next();
            first = row.getLong(1);
            if (row.wasNull()) {
                return List.of();
            }
            last = row.getLong(2);
        }
        long width = Math.max(1, (last - first) / SLICES);
        TreeMap<Long, Long> slices = new TreeMap<>();
        try (ResultSet row = statement.executeQuery(sql.slices(first, width))) {
            while (row.next()) {
                slices.put(row.getLong(1), row.getLong(2));
            }
        }
        List<Range> ranges = new ArrayList<>();
        long start = first;
        long count = 0;
        for (Map.Entry<Long, Long> slice : slices.entrySet()) {
            count += slice.getValue();
            if (count >= ROWS_OF_RANGE) {
                long end = first + (slice.getKey() + 1) * width;
                ranges.add(new Range(start, end));
                start = end;
                count = 0;
            }
        }
        if (start <= last) {
            ranges.add(new Range(start, last + 1));
        }
        return ranges;
    }

    private static String snapshot(Statement statement, Dialect dialect) throws SQLException {
        if (dialect != Dialect.POSTGRESQL) {
            return "";
        }
        try (ResultSet row = statement.executeQuery("SELECT pg_export_snapshot()")) {
            row.next();
            return row.getString(1);
        }
    }
}
