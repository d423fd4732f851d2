package org.waypost.usrloc.jdbc.write;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.jdbc.Fault;
import org.waypost.usrloc.jdbc.access.Options;

/** The connection of one lane, which it keeps while there is work. Used by the lane's thread alone. */
final class LaneConnection {

    private static final Logger LOG = LoggerFactory.getLogger(LaneConnection.class);

    private final DataSource connections;
    private final Tables tables;
    private final RowWriter writer;
    private final LenientWrite lenient;
    private final Supplier<Options> options;
    private Connection connection;

    LaneConnection(
            DataSource connections, Tables tables, RowWriter writer, LenientWrite lenient, Supplier<Options> options) {
        this.connections = connections;
        this.tables = tables;
        this.writer = writer;
        this.lenient = lenient;
        this.options = options;
    }

    /** Whether there is a connection. */
    boolean isOpen() {
        return connection != null;
    }

    /** Does these writes in one transaction. After an exception comes {@link #abandon}. */
    void commit(List<PendingWrite> writes) throws SQLException {
        Connection open = open();
        Options now = options.get();
        for (Map.Entry<String, TableBatch> batch : TableBatch.of(writes).entrySet()) {
            writer.write(open, tables.get(open, batch.getKey()), batch.getValue(), now);
        }
        open.commit();
    }

    /** Does a write without those of its attributes that the database refuses. Returns whether that could be done. */
    boolean commitLeniently(PendingWrite write) {
        try {
            Connection open = open();
            lenient.write(open, tables.get(open, write.table()), write, options.get());
            open.commit();
            return true;
        } catch (SQLException e) {
            abandon(Fault.of(e));
            return false;
        }
    }

    /** Takes back what was not committed; the connection goes unless it is known to be good. */
    void abandon(Fault fault) {
        if (connection == null) {
            return;
        }
        boolean good = fault == Fault.ROW || fault == Fault.LOCKED || fault == Fault.CONFLICT;
        try {
            if (good) {
                connection.rollback();
                return;
            }
        } catch (SQLException e) {
            LOG.debug("No way back", e);
        }
        close();
    }

    /** Gives the connection back to the pool. */
    void giveBack() {
        if (connection == null) {
            return;
        }
        try {
            writer.release(connection);
            connection.commit();
        } catch (SQLException e) {
            LOG.debug("The connection broke while there was no work", e);
        }
        close();
    }

    private Connection open() throws SQLException {
        if (connection == null) {
            Connection taken = connections.getConnection();
            connection = taken;
            taken.setAutoCommit(false);
            writer.prepare(taken);
            taken.commit();
        }
        return connection;
    }

    private void close() {
        try {
            connection.close();
        } catch (SQLException | RuntimeException e) {
            // the pool throws anything for a connection that was aborted
            LOG.debug("The connection could not be closed", e);
        }
        connection = null;
    }
}
