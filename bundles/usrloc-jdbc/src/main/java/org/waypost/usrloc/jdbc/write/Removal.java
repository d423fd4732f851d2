package org.waypost.usrloc.jdbc.write;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.waypost.jdbc.Fault;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.LocationException.Step;
import org.waypost.usrloc.jdbc.access.Options;
import org.waypost.usrloc.jdbc.fault.Breaker;
import org.waypost.usrloc.jdbc.table.Rows;
import org.waypost.usrloc.jdbc.table.TableSql;

/** Deletes rows by what they hold, some at a time, so that nobody waits long for rows that are locked meanwhile. */
public final class Removal {

    private static final int MAX_TRIES = 5;

    private final Rows rows;
    private final DataSource connections;
    private final Tables tables;
    private final Breaker breaker;
    private final Supplier<Options> options;

    public Removal(Rows rows, DataSource connections, Tables tables, Breaker breaker, Supplier<Options> options) {
        this.rows = rows;
        this.connections = connections;
        this.tables = tables;
        this.breaker = breaker;
        this.options = options;
    }

    /** {@link org.waypost.usrloc.LocationDatabase#removeExpired}. */
    public long removeExpired(String table, long before) {
        Options now = options.get();
        return remove(table, sql -> sql.deleteExpired(now.serverIdFilter()), statement -> {
            rows.bindTime(statement, 1, before);
            rows.bindTime(statement, 2, Contact.PERMANENT);
            if (now.serverIdFilter()) {
                statement.setInt(3, now.serverId());
            }
        });
    }

    /** {@link org.waypost.usrloc.LocationDatabase#removeConnected}. */
    public long removeConnected(String table) {
        Options now = options.get();
        return remove(table, sql -> sql.deleteConnected(now.serverIdFilter()), statement -> {
            if (now.serverIdFilter()) {
                statement.setInt(1, now.serverId());
            }
        });
    }

    private long remove(String table, Text text, Binding binding) {
        breaker.check(Step.CONTACT_DELETE);
        try (Connection connection = connections.getConnection();
                PreparedStatement delete = connection.prepareStatement(text.of(tables.get(connection, table)))) {
            long removed = 0;
            int now;
            do {
                binding.bind(delete);
                now = execute(delete);
                removed += now;
            } while (now == TableSql.DELETED_AT_ONCE);
            return removed;
        } catch (SQLException e) {
            throw breaker.failed(Step.CONTACT_DELETE, e);
        }
    }

    private static int execute(PreparedStatement delete) throws SQLException {
        for (int tries = 1; ; tries++) {
            try {
                return delete.executeUpdate();
            } catch (SQLException e) {
                if (Fault.of(e) != Fault.CONFLICT || tries == MAX_TRIES) {
                    throw e;
                }
            }
        }
    }

    private interface Text {
        String of(TableSql table);
    }

    private interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }
}
