package org.waypost.usrloc.jdbc.write;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.waypost.usrloc.jdbc.access.Options;
import org.waypost.usrloc.jdbc.table.Column;
import org.waypost.usrloc.jdbc.table.DatabaseText;
import org.waypost.usrloc.jdbc.table.Rows;
import org.waypost.usrloc.jdbc.table.TableFormat;
import org.waypost.usrloc.jdbc.table.TableSql;
import org.waypost.usrloc.jdbc.write.RowChange.Kind;

/**
 * Writes rows to PostgreSQL: one statement for all updates, one for all inserts and one for all deletes, which are given an array for
 * each column. That costs PostgreSQL a fifth and this side half less than batches of statements for a row each. The statements must go
 * through the index on ruid however small the table was when PostgreSQL planned them, so other ways are switched off meanwhile.
 */
final class ArrayRows implements RowWriter {

    private static final List<String> OTHER_PLANS = List.of("enable_seqscan", "enable_hashjoin", "enable_mergejoin");

    private final TableFormat format;
    private final Rows rows;
    private final StatementRows statements;
    private final Map<String, Sql> texts = new ConcurrentHashMap<>();

    ArrayRows(TableFormat format, Rows rows) {
        this.format = format;
        this.rows = rows;
        this.statements = new StatementRows(rows);
    }

    @Override
    public void prepare(Connection connection) throws SQLException {
        execute(connection, OTHER_PLANS.stream().map(plan -> "SET " + plan + " = off"));
    }

    @Override
    public void release(Connection connection) throws SQLException {
        execute(connection, OTHER_PLANS.stream().map(plan -> "RESET " + plan));
    }

    @Override
    public void write(Connection connection, TableSql table, TableBatch batch, Options options) throws SQLException {
        if (!options.opsByRuid() || options.updateAsInsert()) {
            statements.write(connection, table, batch, options);
            return;
        }
        Sql sql = texts.computeIfAbsent(table.name(), name -> sql(table));
        statements.clearAttributes(connection, table.attributes(), batch.clearing());
        delete(connection, sql, batch.of(Kind.DELETE));
        List<RowChange> inserts = new ArrayList<>(batch.of(Kind.INSERT));
        inserts.addAll(update(connection, sql, batch.of(Kind.UPDATE)));
        if (!inserts.isEmpty()) {
            execute(connection, sql.insert, Column.values(), inserts);
        }
        statements.insertAttributes(connection, table.attributes(), batch.withAttributes());
    }

    private void delete(Connection connection, Sql sql, List<RowChange> changes) throws SQLException {
        if (!changes.isEmpty()) {
            execute(connection, sql.delete, new Column[] {Column.RUID}, changes);
        }
    }

    /** Returns the changes whose rows are not there. */
    private List<RowChange> update(Connection connection, Sql sql, List<RowChange> changes) throws SQLException {
        if (changes.isEmpty() || execute(connection, sql.update, sql.updated, changes) == changes.size()) {
            return List.of();
        }
        Set<String> found = new HashSet<>();
        try (PreparedStatement query = connection.prepareStatement(sql.present)) {
            query.setArray(1, array(connection, Column.RUID, changes));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(DatabaseText.decode(row.getString(1)));
                }
            }
        }
        return changes.stream()
                .filter(change -> !found.contains(change.after().ruid().toString()))
                .toList();
    }

    private int execute(Connection connection, String sql, Column[] columns, List<RowChange> changes)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < columns.length; i++) {
                statement.setArray(i + 1, array(connection, columns[i], changes));
            }
            return statement.executeUpdate();
        }
    }

    private Array array(Connection connection, Column column, List<RowChange> changes) throws SQLException {
        Object[] values = switch (column.type()) {
            case TEXT, TIME -> new String[changes.size()];
            case REAL -> new Float[changes.size()];
            case INTEGER -> new Integer[changes.size()];
        };
        boolean time = column.type() == Column.Type.TIME;
        for (int i = 0; i < values.length; i++) {
            RowChange change = changes.get(i);
            Object value = rows.value(column, change.aor(), change.after());
            values[i] = time ? value.toString() : value;
        }
        return connection.createArrayOf(type(column), values);
    }

    private String type(Column column) {
        return switch (column.type()) {
            case TEXT -> "varchar";
            case TIME -> format.epochTimes() ? "int8" : "timestamp";
            case REAL -> "float4";
            case INTEGER -> "int4";
        };
    }

    private Sql sql(TableSql table) {
        Column[] all = Column.values();
        List<Column> updated = new ArrayList<>(Column.UPDATED);
        updated.add(Column.RUID);
        String ruid = table.column(Column.RUID);
        String set = Column.UPDATED.stream()
                .map(column -> table.column(column) + " = v." + table.column(column))
                .collect(Collectors.joining(", "));
        String excluded = Column.REPLACED.stream()
                .map(column -> table.column(column) + " = EXCLUDED." + table.column(column))
                .collect(Collectors.joining(", "));
        return new Sql(
                "UPDATE " + table.table() + " t SET " + set + " FROM " + values(table, updated) + " WHERE t." + ruid
                        + " = v." + ruid,
                updated.toArray(Column[]::new),
                "INSERT INTO " + table.table() + " (" + table.columns() + ") SELECT * FROM "
                        + values(table, Arrays.asList(all)) + " ON CONFLICT (" + ruid + ") DO UPDATE SET " + excluded,
                "DELETE FROM " + table.table() + " WHERE " + ruid + " = ANY (?::varchar[])",
                "SELECT " + ruid + " FROM " + table.table() + " WHERE " + ruid + " = ANY (?::varchar[])");
    }

    private String values(TableSql table, List<Column> columns) {
        return columns.stream()
                        .map(column -> "?::" + type(column) + "[]")
                        .collect(Collectors.joining(", ", "unnest(", ")"))
                + columns.stream().map(table::column).collect(Collectors.joining(", ", " AS v(", ")"));
    }

    private static void execute(Connection connection, Stream<String> texts) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(texts.collect(Collectors.joining("; ")));
        }
    }

    /** The statements for one table, and the columns whose arrays the update is given. */
    private record Sql(String update, Column[] updated, String insert, String delete, String present) {}
}
