package org.waypost.usrloc.jdbc.write;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.waypost.jdbc.Fault;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.LocationException.Step;
import org.waypost.usrloc.jdbc.access.Options;
import org.waypost.usrloc.jdbc.table.Rows;
import org.waypost.usrloc.jdbc.table.TableSql;

/** Writes one record as part of a transaction of its caller's. */
public final class RecordWrite {

    private final StatementRows writer;
    private final LenientWrite lenient;

    public RecordWrite(Rows rows) {
        this.writer = new StatementRows(rows);
        this.lenient = new LenientWrite(rows);
    }

    /** What is said to have failed if {@link #write} fails; empty if there is nothing to write. */
    public static Optional<Step> step(AddressRecord before, AddressRecord after) {
        return RowChange.between(before, after).stream()
                .map(change -> change.kind().step())
                .findFirst();
    }

    /** Makes the rows of {@code before} those of {@code after}. */
    public void write(Connection connection, TableSql table, AddressRecord before, AddressRecord after, Options options)
            throws SQLException {
        List<RowChange> changes = RowChange.between(before, after);
        if (changes.isEmpty()) {
            return;
        }
        PendingWrite write = new PendingWrite(table.name(), changes, 0, new CompletableFuture<>());
        Map<String, TableBatch> batches = TableBatch.of(List.of(write));
        if (!write.hasAttributes()) {
            writer.write(connection, table, batches.get(table.name()), options);
            return;
        }
        Savepoint unchanged = connection.setSavepoint();
        try {
            writer.write(connection, table, batches.get(table.name()), options);
        } catch (SQLException e) {
            if (Fault.of(e) != Fault.ROW) {
                throw e;
            }
            connection.rollback(unchanged);
            lenient.write(connection, table, write, options);
        }
    }
}
