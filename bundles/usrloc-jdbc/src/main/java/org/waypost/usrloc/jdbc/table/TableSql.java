package org.waypost.usrloc.jdbc.table;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.waypost.jdbc.Dialect;

/**
 * The SQL for one location table. Values of columns are bound in the order of {@link Column}, those that say which row is meant come
 * last; {@link Rows} binds them.
 */
public final class TableSql {

    /** Rows that {@link #deleteExpired} and {@link #deleteConnected} delete in one statement, which is then soon over. */
    public static final int DELETED_AT_ONCE = 2000;

    private static final String ID = "id";

    private final Dialect dialect;
    private final TableFormat format;
    private final String name;
    private final String table;
    private final String columns;
    private final String insert;
    private final String insertOrUpdate;
    private final String assignments;
    private final String update;
    private final String delete;
    private final String record;
    private final String recordForUpdate;
    private final AttributeSql attributes;

    public TableSql(Dialect dialect, TableFormat format, String name) {
        this.dialect = dialect;
        this.format = format;
        this.name = name;
        this.table = dialect.quote(name);
        this.columns = Arrays.stream(Column.values()).map(this::column).collect(Collectors.joining(", "));
        this.insert = insertInto("INSERT INTO ", "");
        this.insertOrUpdate = dialect == Dialect.H2
                ? insertInto("MERGE INTO ", " KEY (" + column(Column.RUID) + ")")
                : insert
                        + new TableDialect(dialect)
                                .onDuplicate(
                                        column(Column.RUID),
                                        Column.REPLACED.stream()
                                                .map(this::column)
                                                .toList());
        this.assignments = "UPDATE " + table + " SET " + assignments();
        String ofRuid = " WHERE " + column(Column.RUID) + " = ?";
        this.update = assignments + ofRuid;
        this.delete = "DELETE FROM " + table + ofRuid;
        this.record = "SELECT " + columns + " FROM " + table + " WHERE "
                + ofAor(column(Column.USERNAME), column(Column.DOMAIN)) + " ORDER BY " + inOrder();
        this.recordForUpdate = record + " FOR UPDATE";
        this.attributes = new AttributeSql(dialect, format, name + "_attrs");
    }

    public String name() {
        return name;
    }

    /** Inserts a row. Binds {@link Rows#bindInsert}. */
    public String insert() {
        return insert;
    }

    /** Inserts a row, or gives one of the same ruid its values. Binds {@link Rows#bindInsert}. */
    public String insertOrUpdate() {
        return insertOrUpdate;
    }

    /** Updates the row of a ruid. Binds {@link Rows#bindUpdate}. */
    public String update() {
        return update;
    }

    /** Deletes the row of a ruid. Binds {@link Rows#bindDelete}. */
    public String delete() {
        return delete;
    }

    /** Updates the rows of an AoR with some URI, the ruid as well (db_ops_ruid 0). Binds {@link Rows#bindUpdateByAddress}. */
    public String updateByAddress() {
        return assignments + ", " + column(Column.RUID) + " = ? WHERE " + address();
    }

    /** Deletes the rows of an AoR with some URI (db_ops_ruid 0). Binds {@link Rows#bindDeleteByAddress}. */
    public String deleteByAddress() {
        return "DELETE FROM " + table + " WHERE " + address();
    }

    /** The rows of an AoR, by rising q, then in the order they were stored. Binds {@link Rows#bindAor}. */
    public String record() {
        return record;
    }

    /** {@link #record()}, kept from others until the transaction ends. */
    public String recordForUpdate() {
        return recordForUpdate;
    }

    /** Username and domain of the row of a ruid. */
    public String aorOfRuid() {
        return aors(column(Column.RUID) + " = ?");
    }

    /** Username and domain of the rows of an instance. */
    public String aorsOfInstance() {
        return aors(column(Column.INSTANCE) + " = ?");
    }

    /** Username and domain of the rows of a server and one of its connections. */
    public String aorsOfConnection() {
        return aors(column(Column.SERVER_ID) + " = ? AND " + column(Column.CONNECTION_ID) + " = ?");
    }

    /**
     * Username and domain of the rows that are due: expired by the first time, and not announced or expired by the second.
     *
     * @param ofServer only those of the server bound last
     */
    public String aorsDue(boolean ofServer) {
        return aors(column(Column.EXPIRES) + " <= ? AND " + column(Column.EXPIRES) + " <> ? AND (" + announced()
                + " = 0 OR " + column(Column.EXPIRES) + " <= ?)" + (ofServer ? andServer() : ""));
    }

    /**
     * All rows, those of an AoR together, by rising q, then in the order they were stored.
     *
     * @param ofServer only those of the server bound
     */
    public String all(boolean ofServer) {
        return "SELECT " + columns + " FROM " + table + (ofServer ? " WHERE " + column(Column.SERVER_ID) + " = ?" : "")
                + " ORDER BY " + aor()
                // which may be equal to MariaDB though the octets differ
                + (dialect == Dialect.MARIADB ? ", CAST(" + column(Column.USERNAME) + " AS BINARY), " : ", ")
                + inOrder();
    }

    /** {@link #columns()} of all rows that {@code condition} (SQL; empty: all) holds for, in no order. */
    public String rows(String condition) {
        return "SELECT " + columns + " FROM " + table + (condition.isEmpty() ? "" : " WHERE " + condition);
    }

    /** The names of all columns in the order of {@link Column}, with commas between. */
    public String columns() {
        return columns;
    }

    /** Number of rows and number of AoRs. */
    public String counts(boolean ofServer) {
        String where = ofServer ? " WHERE " + column(Column.SERVER_ID) + " = ?" : "";
        return "SELECT COUNT(*), (SELECT COUNT(*) FROM (SELECT DISTINCT " + aor() + " FROM " + table + where
                + ") aors) FROM " + table + where;
    }

    /** Number of AoRs with a contact that is permanent (expires at the time bound first) or expires after the time bound second. */
    public String countUsers(boolean ofServer) {
        return "SELECT COUNT(*) FROM (SELECT DISTINCT " + aor() + " FROM " + table + valid(ofServer) + ") aors";
    }

    /** Number of rows of contacts that are permanent (expire at the time bound first) or expire after the time bound second. */
    public String countValid(boolean ofServer) {
        return "SELECT COUNT(*) FROM " + table + valid(ofServer);
    }

    /** Number of rows of contacts that are not permanent (expire at the time bound first) and expired by the time bound second. */
    public String countExpired(boolean ofServer) {
        return "SELECT COUNT(*) FROM " + table + " WHERE " + column(Column.EXPIRES) + " <> ? AND "
                + column(Column.EXPIRES) + " <= ?" + (ofServer ? andServer() : "");
    }

    private String valid(boolean ofServer) {
        return " WHERE (" + column(Column.EXPIRES) + " = ? OR " + column(Column.EXPIRES) + " > ?)"
                + (ofServer ? andServer() : "");
    }

    /** Deletes {@link #DELETED_AT_ONCE} at most that expired before the time bound first, but not at that bound second: permanent. */
    public String deleteExpired(boolean ofServer) {
        return deleteSome(column(Column.EXPIRES) + " < ? AND " + column(Column.EXPIRES) + " <> ?"
                + (ofServer ? andServer() : ""));
    }

    /** Deletes {@link #DELETED_AT_ONCE} at most that were registered over connections. */
    public String deleteConnected(boolean ofServer) {
        return deleteSome(column(Column.CONNECTION_ID) + " > 0" + (ofServer ? andServer() : ""));
    }

    /** A column's name as it stands in SQL. */
    public String column(Column column) {
        return dialect.quote(format.name(column));
    }

    /** The table's name as it stands in SQL. */
    public String table() {
        return table;
    }

    /** The SQL for the table of its attributes. */
    public AttributeSql attributes() {
        return attributes;
    }

    private String insertInto(String verb, String key) {
        String marks = "?, ".repeat(Column.values().length - 1) + "?";
        return verb + table + " (" + columns + ")" + key + " VALUES (" + marks + ")";
    }

    private String deleteSome(String condition) {
        String id = dialect.quote(ID);
        return switch (dialect) {
            case POSTGRESQL ->
                "DELETE FROM " + table + " WHERE " + id + " IN (SELECT " + id + " FROM " + table + " WHERE " + condition
                        + " LIMIT " + DELETED_AT_ONCE + ")";
            case MARIADB -> "DELETE FROM " + table + " WHERE " + condition + " LIMIT " + DELETED_AT_ONCE;
            case H2 ->
                "DELETE FROM " + table + " WHERE " + condition + " FETCH FIRST " + DELETED_AT_ONCE + " ROWS ONLY";
        };
    }

    private String assignments() {
        return Column.UPDATED.stream().map(column -> column(column) + " = ?").collect(Collectors.joining(", "));
    }

    private String address() {
        return ofAor(column(Column.USERNAME), column(Column.DOMAIN)) + " AND " + column(Column.CONTACT) + " = ?";
    }

    private String aors(String condition) {
        return "SELECT DISTINCT " + column(Column.USERNAME) + ", " + column(Column.DOMAIN) + " FROM " + table
                + " WHERE " + condition;
    }

    private String aor() {
        return format.useDomain() ? column(Column.USERNAME) + ", " + column(Column.DOMAIN) : column(Column.USERNAME);
    }

    private String ofAor(String username, String domain) {
        return username + " = ?" + (format.useDomain() ? " AND " + domain + " = ?" : "");
    }

    private String inOrder() {
        return column(Column.Q) + ", " + dialect.quote(ID);
    }

    private String andServer() {
        return " AND " + column(Column.SERVER_ID) + " = ?";
    }

    private String announced() {
        return dialect == Dialect.H2 ? "BITAND(" + column(Column.FLAGS) + ", 4)" : "(" + column(Column.FLAGS) + " & 4)";
    }
}
