package org.waypost.usrloc.jdbc.table;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.waypost.jdbc.Dialect;

/** The tables that were asked for so far. Each is made sure of once, over a connection of its own. */
public final class KnownTables {

    private final Dialect dialect;
    private final TableFormat format;
    private final Schema schema;
    private final Source connections;
    private final BooleanSupplier attributes;
    private final Map<String, TableSql> texts = new ConcurrentHashMap<>();
    private final Set<String> ensured = ConcurrentHashMap.newKeySet();

    /** Where connections come from. */
    @FunctionalInterface
    public interface Source {
        Connection connect() throws SQLException;
    }

    /**
     * No tables yet.
     *
     * @param attributes whether their contacts have attributes; asked each time
     */
    public KnownTables(Dialect dialect, TableFormat format, Source connections, BooleanSupplier attributes) {
        this.dialect = dialect;
        this.format = format;
        this.schema = new Schema(dialect, format);
        this.connections = connections;
        this.attributes = attributes;
    }

    /** The SQL for a table, which is there with the columns that are wanted. */
    public TableSql get(String name) throws SQLException {
        TableSql sql = texts.computeIfAbsent(name, each -> new TableSql(dialect, format, each));
        if (!ensured.contains(name) || attributes.getAsBoolean() && !ensured.contains(attributesOf(name))) {
            ensure(sql);
        }
        return sql;
    }

    /** The names of those that are there. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>(texts.keySet());
        names.retainAll(ensured);
        return names;
    }

    /**
     * Makes sure of the tables once more: of those that were there before, so that one that never was does not keep the others from
     * use; of all that were asked for if none was.
     */
    public void check(Connection connection) throws SQLException {
        Set<String> names = names();
        for (TableSql sql : texts.values()) {
            if (names.isEmpty() || names.contains(sql.name())) {
                check(connection, sql);
            }
        }
    }

    private synchronized void ensure(TableSql sql) throws SQLException {
        boolean known = ensured.contains(sql.name());
        if (known && (!attributes.getAsBoolean() || ensured.contains(attributesOf(sql.name())))) {
            return;
        }
        try (Connection connection = connections.connect()) {
            check(connection, sql);
        }
    }

    private void check(Connection connection, TableSql sql) throws SQLException {
        boolean made = schema.ensure(connection, sql);
        ensured.add(sql.name());
        if (made || attributes.getAsBoolean()) {
            schema.ensure(connection, sql.attributes());
            ensured.add(attributesOf(sql.name()));
        }
    }

    private static String attributesOf(String name) {
        return name + "_attrs";
    }
}
