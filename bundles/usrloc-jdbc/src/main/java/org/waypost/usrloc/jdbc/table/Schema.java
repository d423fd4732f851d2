package org.waypost.usrloc.jdbc.table;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.waypost.jdbc.Catalog;
import org.waypost.jdbc.Dialect;
import org.waypost.jdbc.SchemaException;

/**
 * Makes the tables if they are missing, as Kamailio's scripts would, and checks those that are there. Works on connections with
 * auto-commit.
 */
public final class Schema {

    /** H2 has no locks but those of rows: a table with some for records that have none, its only column is {@code slot}. */
    public static final String LOCK_TABLE = "waypost_lock";

    /** Number of rows of the table of locks, counted from 0. */
    public static final int LOCKS = 1024;

    /** Of the lock under which tables are made on PostgreSQL: "waypost" in ASCII. */
    private static final long LOCK_NUMBER = 0x77617970_6f737400L;

    private static final int VERSION_TABLE_VERSION = 1;
    private static final int LOCATION_VERSION = 9;
    private static final int ATTRIBUTES_VERSION = 1;

    private final Dialect dialect;
    private final TableDialect sql;
    private final TableFormat format;

    public Schema(Dialect dialect, TableFormat format) {
        this.dialect = dialect;
        sql = new TableDialect(dialect);
        this.format = format;
    }

    /**
     * Makes sure of a location table.
     *
     * @return whether it was missing
     * @throws SchemaException if it has another version or lacks columns, or is missing and cannot be made
     */
    public boolean ensure(Connection connection, TableSql table) throws SQLException {
        List<String> columns = Stream.concat(
                        Stream.of("id"), Arrays.stream(Column.values()).map(format::name))
                .toList();
        boolean made = ensure(connection, table.name(), columns, LOCATION_VERSION, create(table));
        if (!format.versionTable().isEmpty()) {
            checkVersion(connection, table.name(), LOCATION_VERSION);
        }
        if (dialect == Dialect.H2) {
            execute(
                    connection,
                    List.of(
                            "CREATE TABLE IF NOT EXISTS " + LOCK_TABLE + " (slot INTEGER PRIMARY KEY)",
                            "MERGE INTO " + LOCK_TABLE + " KEY (slot) SELECT x FROM SYSTEM_RANGE(0, " + (LOCKS - 1)
                                    + ")"));
        }
        return made;
    }

    /** Makes sure of the table of its contacts' attributes, whose version does not matter, as to Kamailio; throws as the other. */
    public void ensure(Connection connection, AttributeSql table) throws SQLException {
        List<String> columns = Stream.concat(
                        Stream.of("id"), Arrays.stream(AttributeColumn.values()).map(AttributeColumn::title))
                .toList();
        ensure(connection, table.name(), columns, ATTRIBUTES_VERSION, create(table));
    }

    private boolean ensure(Connection connection, String table, List<String> columns, int version, List<String> create)
            throws SQLException {
        Set<String> present = catalog(connection).columns(table);
        boolean made = present.isEmpty();
        if (made) {
            try {
                // two stores of this process and two servers may find it missing at the same time
                synchronized (Schema.class) {
                    create(connection, table, version, create);
                }
            } catch (SQLException e) {
                throw new SchemaException(
                        "the table " + table + " is missing and cannot be made: " + e.getMessage(), e);
            }
            present = catalog(connection).columns(table);
        }
        Catalog.requireColumns(table, present, columns);
        return made;
    }

    private void create(Connection connection, String table, int version, List<String> create) throws SQLException {
        lock(connection);
        try {
            String versions = format.versionTable();
            if (!versions.isEmpty() && catalog(connection).columns(versions).isEmpty()) {
                execute(connection, List.of(createVersionTable()));
                setVersion(connection, versions, VERSION_TABLE_VERSION);
            }
            if (catalog(connection).columns(table).isEmpty()) {
                execute(connection, create);
                if (!versions.isEmpty() && catalog(connection).version(versions, table) == 0) {
                    setVersion(connection, table, version);
                }
            }
        } finally {
            unlock(connection);
        }
    }

    /** Keeps other servers from making tables; those on H2 have it to themselves. */
    private void lock(Connection connection) throws SQLException {
        switch (dialect) {
            case POSTGRESQL -> execute(connection, List.of("SELECT pg_advisory_lock(" + LOCK_NUMBER + ")"));
            case MARIADB -> execute(connection, List.of("DO GET_LOCK('waypost.schema', 5)"));
            case H2 -> {}
        }
    }

    private void unlock(Connection connection) throws SQLException {
        switch (dialect) {
            case POSTGRESQL -> execute(connection, List.of("SELECT pg_advisory_unlock(" + LOCK_NUMBER + ")"));
            case MARIADB -> execute(connection, List.of("DO RELEASE_LOCK('waypost.schema')"));
            case H2 -> {}
        }
    }

    private void checkVersion(Connection connection, String table, int wanted) throws SQLException {
        String versions = format.versionTable();
        int found = catalog(connection).version(versions, table);
        if (found == 0) {
            // another server may be about to say so
            synchronized (Schema.class) {
                lock(connection);
                try {
                    found = catalog(connection).version(versions, table);
                } finally {
                    unlock(connection);
                }
            }
        }
        Catalog.requireVersion(versions, table, found, wanted);
    }

    private void setVersion(Connection connection, String table, int version) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + dialect.quote(format.versionTable()) + " ("
                        + dialect.quote("table_name") + ", " + dialect.quote("table_version") + ") VALUES (?, ?)")) {
            insert.setString(1, table);
            insert.setInt(2, version);
            insert.executeUpdate();
        }
    }

    private Catalog catalog(Connection connection) {
        return new Catalog(connection, dialect);
    }

    private static void execute(Connection connection, List<String> texts) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String text : texts) {
                statement.execute(text);
            }
        }
    }

    private String createVersionTable() {
        return "CREATE TABLE " + dialect.quote(format.versionTable()) + " (" + dialect.quote("id") + " " + sql.key()
                + ", "
                + dialect.quote("table_name") + " VARCHAR(32) NOT NULL, " + dialect.quote("table_version") + " "
                + sql.type(Column.Type.INTEGER, 0, false) + " DEFAULT 0 NOT NULL, CONSTRAINT "
                + sql.index(format.versionTable(), "table_name_idx") + " UNIQUE (" + dialect.quote("table_name")
                + "))";
    }

    private List<String> create(TableSql table) {
        String columns = Arrays.stream(Column.values())
                .map(column -> table.column(column) + " "
                        + definition(
                                column.type(),
                                column.width(),
                                column.nullable() ? "NULL" : standardValue(column),
                                column.nullable()))
                .collect(Collectors.joining(", "));
        List<String> texts = new ArrayList<>();
        texts.add("CREATE TABLE " + table.table() + " (" + dialect.quote("id") + " " + sql.key() + ", " + columns
                + ", CONSTRAINT " + sql.index(table.name(), "ruid_idx") + " UNIQUE (" + table.column(Column.RUID)
                + "))");
        Map<String, List<Column>> indexes = Map.of(
                "account_contact_idx", List.of(Column.USERNAME, Column.DOMAIN, Column.CONTACT),
                "expires_idx", List.of(Column.EXPIRES),
                "tcpcon_idx", List.of(Column.CONNECTION_ID),
                "connection_idx", List.of(Column.SERVER_ID, Column.CONNECTION_ID));
        indexes.forEach((name, of) -> texts.add(index(
                table.table(),
                sql.index(table.name(), name),
                of.stream().map(table::column).collect(Collectors.joining(", ")))));
        return texts;
    }

    private List<String> create(AttributeSql table) {
        Map<AttributeColumn, String> definitions = Map.of(
                AttributeColumn.RUID, definition(Column.Type.TEXT, 64, "''", false),
                AttributeColumn.USERNAME, definition(Column.Type.TEXT, 64, "''", false),
                AttributeColumn.DOMAIN, definition(Column.Type.TEXT, 64, "NULL", true),
                AttributeColumn.NAME, definition(Column.Type.TEXT, 64, "''", false),
                AttributeColumn.TYPE, definition(Column.Type.INTEGER, 0, "0", false),
                AttributeColumn.VALUE, definition(Column.Type.TEXT, 512, "''", false),
                AttributeColumn.LAST_MODIFIED,
                        definition(Column.Type.TIME, 0, standardValue(Column.LAST_MODIFIED), false));
        String columns = Arrays.stream(AttributeColumn.values())
                .map(column -> table.column(column) + " " + definitions.get(column))
                .collect(Collectors.joining(", "));
        return List.of(
                "CREATE TABLE " + table.table() + " (" + dialect.quote("id") + " " + sql.key() + ", " + columns + ")",
                index(
                        table.table(),
                        sql.index(table.name(), "account_record_idx"),
                        Stream.of(AttributeColumn.USERNAME, AttributeColumn.DOMAIN, AttributeColumn.RUID)
                                .map(table::column)
                                .collect(Collectors.joining(", "))),
                index(
                        table.table(),
                        sql.index(table.name(), "last_modified_idx"),
                        table.column(AttributeColumn.LAST_MODIFIED)));
    }

    private static String index(String table, String name, String columns) {
        return "CREATE INDEX " + name + " ON " + table + " (" + columns + ")";
    }

    private String definition(Column.Type type, int width, String standardValue, boolean nullable) {
        return sql.type(type, width, format.epochTimes()) + " DEFAULT " + standardValue + (nullable ? "" : " NOT NULL");
    }

    private String standardValue(Column column) {
        return column.type() == Column.Type.TIME && format.epochTimes() ? "0" : column.standardValue();
    }
}
