package org.waypost.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What tables a database has, and which versions Kamailio's table of versions says they are of.
 *
 * @param connection with auto-commit
 */
public record Catalog(Connection connection, Dialect dialect) {

    private static final Set<String> NO_SUCH_TABLE = Set.of("42P01", "42S02", "42S03", "42S04");

    /** The columns' names in lower case; none if there is no such table. */
    public Set<String> columns(String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + dialect.quote(table) + " WHERE 1 = 0")) {
            ResultSetMetaData data = rows.getMetaData();
            Set<String> names = new TreeSet<>();
            for (int i = 1; i <= data.getColumnCount(); i++) {
                names.add(data.getColumnName(i).toLowerCase(Locale.ROOT));
            }
            return names;
        } catch (SQLException e) {
            if (NO_SUCH_TABLE.contains(e.getSQLState())) {
                return Set.of();
            }
            throw e;
        }
    }

    /**
     * Makes sure that a table has those columns.
     *
     * @param present those that it has, as {@link #columns} names them
     * @throws SchemaException naming those that it lacks
     */
    public static void requireColumns(String table, Set<String> present, Collection<String> wanted)
            throws SchemaException {
        List<String> missing = wanted.stream()
                .filter(column -> !present.contains(column.toLowerCase(Locale.ROOT)))
                .toList();
        if (!missing.isEmpty()) {
            throw new SchemaException("the table " + table + " has no column " + String.join(", ", missing));
        }
    }

    /** The version that the table {@code versions} says a table has; 0 if it says none, or is not there. */
    public int version(String versions, String table) throws SQLException {
        if (columns(versions).isEmpty()) {
            return 0;
        }
        try (PreparedStatement query = connection.prepareStatement("SELECT " + dialect.quote("table_version") + " FROM "
                + dialect.quote(versions) + " WHERE " + dialect.quote("table_name") + " = ?")) {
            query.setString(1, table);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        }
    }

    /**
     * Makes sure that a table has the version that is wanted.
     *
     * @param found what {@link #version} says
     * @throws SchemaException if it has another
     */
    public static void requireVersion(String versions, String table, int found, int wanted) throws SchemaException {
        if (found != wanted) {
            throw new SchemaException("the table " + table + " has the version " + (found == 0 ? "(none)" : found)
                    + " in the table " + versions + ", " + wanted + " is wanted");
        }
    }
}
