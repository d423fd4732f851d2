package org.waypost.usrloc.jdbc.direct;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.waypost.jdbc.Dialect;
import org.waypost.usrloc.jdbc.table.Schema;

/**
 * Keeps others from the record of an AoR, even if it has no row to lock, until a transaction ends. Others are all that use this class on
 * the same database, in whichever process; a Kamailio is kept from the rows there are by their own locks.
 */
final class RecordLock {

    private final Dialect dialect;
    private final long key;
    private final int timeoutMillis;

    RecordLock(Dialect dialect, String table, String aor, int timeoutMillis) {
        this.dialect = dialect;
        this.key = hash(table, aor);
        this.timeoutMillis = timeoutMillis;
    }

    /** Waits until nobody else has the record, unless {@link #first} does. */
    void take(Connection connection) throws SQLException {
        switch (dialect) {
            case POSTGRESQL -> {}
            case MARIADB -> takeNamed(connection);
            case H2 -> takeSlot(connection);
        }
    }

    /**
     * What goes before the statement that reads the record, and waits then: it is sent along with it. PostgreSQL looks at the rows as
     * they are when the second statement begins. Empty if {@link #take} has done it.
     */
    String first() {
        return dialect == Dialect.POSTGRESQL ? "SELECT 1 FROM pg_advisory_xact_lock(?); " : "";
    }

    /** Binds what {@link #first} needs; returns the index behind. */
    int bindFirst(PreparedStatement statement) throws SQLException {
        if (first().isEmpty()) {
            return 1;
        }
        statement.setLong(1, key);
        return 2;
    }

    /** Lets others have the record; to be called when the transaction has ended. */
    void release(Connection connection) throws SQLException {
        if (dialect == Dialect.MARIADB) {
            try (PreparedStatement statement = connection.prepareStatement("DO RELEASE_LOCK(?)")) {
                statement.setString(1, name(key));
                statement.execute();
            }
        }
    }

    private void takeNamed(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT GET_LOCK(?, ?)")) {
            statement.setString(1, name(key));
            statement.setInt(2, (timeoutMillis + 999) / 1000);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next() || row.getInt(1) != 1) {
                    throw new SQLException("another server has kept the record locked for too long", "HYT00");
                }
            }
        }
    }

    private void takeSlot(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT slot FROM " + Schema.LOCK_TABLE + " WHERE slot = ? FOR UPDATE")) {
            statement.setLong(1, Math.floorMod(key, (long) Schema.LOCKS));
            statement.executeQuery().close();
        }
    }

    private static String name(long key) {
        return "waypost." + Long.toHexString(key);
    }

    /** FNV-1a, the same in every process; two records with the same only wait for each other now and then. */
    private static long hash(String table, String aor) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < table.length(); i++) {
            hash = (hash ^ table.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ '/') * 0x100000001b3L;
        for (int i = 0; i < aor.length(); i++) {
            hash = (hash ^ aor.charAt(i)) * 0x100000001b3L;
        }
        // spread to the low bits, which is all that H2's few locks look at
        return hash ^ hash >>> 29;
    }
}
