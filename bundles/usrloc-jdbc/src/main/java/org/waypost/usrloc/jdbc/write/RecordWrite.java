package org.waypost.usrloc.jdbc.write;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.LocationException.Step;
import org.waypost.usrloc.jdbc.access.Options;
import org.waypost.usrloc.jdbc.table.Rows;
import org.waypost.usrloc.jdbc.table.TableSql;

/** Writes one record as part of a transaction of its caller's. */
public final class RecordWrite {

    private final StatementRows writer;

    public RecordWrite(Rows rows) {
        this.writer = new StatementRows(rows);
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
        if (!changes.isEmpty()) {
            PendingWrite write = new PendingWrite(table.name(), changes, 0, new CompletableFuture<>());
            Map<String, TableBatch> batches = TableBatch.of(List.of(write));
            writer.write(connection, table, batches.get(table.name()), options);
        }
    }
}
