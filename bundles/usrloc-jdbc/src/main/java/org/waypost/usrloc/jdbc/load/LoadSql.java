package org.waypost.usrloc.jdbc.load;

import org.waypost.jdbc.Dialect;
import org.waypost.usrloc.jdbc.access.Options;
import org.waypost.usrloc.jdbc.table.Column;
import org.waypost.usrloc.jdbc.table.TableSql;

/** The SQL by which a whole table is read in parts. */
final class LoadSql {

    private final Dialect dialect;
    private final TableSql table;
    private final String id;
    private final String ofServer;

    /**
     * The SQL for a table.
     *
     * @param now says whether the rows of other servers are left out
     */
    LoadSql(Dialect dialect, TableSql table, Options now) {
        this.dialect = dialect;
        this.table = table;
        this.id = dialect.quote("id");
        this.ofServer = now.serverIdFilter() ? table.column(Column.SERVER_ID) + " = " + now.serverId() : "";
    }

    /** Username, domain and number of rows of each AoR that has more than one. */
    String shared(boolean useDomain) {
        String username = table.column(Column.USERNAME);
        String domain = table.column(Column.DOMAIN);
        return "SELECT " + (dialect == Dialect.MARIADB ? "SQL_BIG_RESULT " : "") + "MIN(" + username + "), "
                + (useDomain ? "MIN(" + domain + ")" : "NULL") + ", COUNT(*) FROM "
                + table.table() + where() + " GROUP BY " + exactly(username) + (useDomain ? ", " + exactly(domain) : "")
                + " HAVING COUNT(*) > 1";
    }

    /** The least and the greatest id. */
    String bounds() {
        return "SELECT " + (dialect == Dialect.MARIADB ? "SQL_BIG_RESULT " : "") + "MIN(" + id + "), MAX(" + id
                + ") FROM " + table.table();
    }

    /** How many rows there are in each slice of {@code width} ids from {@code first} on, by the slice's number. */
    String slices(long first, long width) {
        String slice = "(" + id + " - " + first + ") " + (dialect == Dialect.MARIADB ? "DIV" : "/") + " " + width;
        return "SELECT " + slice + ", COUNT(*) FROM " + table.table() + where() + " GROUP BY " + slice;
    }

    /** The columns of {@link TableSql#columns()} and the id of the rows from one id to before another. */
    String rows() {
        return "SELECT " + table.columns() + ", " + id + " FROM " + table.table() + " WHERE " + id + " >= ? AND " + id
                + " < ?" + (ofServer.isEmpty() ? "" : " AND " + ofServer);
    }

    private String where() {
        return ofServer.isEmpty() ? "" : " WHERE " + ofServer;
    }

    /** Makes MariaDB tell AoRs apart that differ in case or in spaces at the end; it must be told to sort for that, not to hash. */
    private String exactly(String column) {
        return dialect == Dialect.MARIADB ? "BINARY " + column : column;
    }
}
