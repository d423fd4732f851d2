package org.waypost.usrloc.jdbc.write;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.waypost.usrloc.Ruid;
import org.waypost.usrloc.jdbc.write.RowChange.Kind;

/**
 * The changes of one table that are committed together: at most one for each row, sorted by ruid, so that servers which change the same
 * rows at the same time lock them in the same order.
 */
final class TableBatch {

    private final List<RowChange> inserts = new ArrayList<>();
    private final List<RowChange> updates = new ArrayList<>();
    private final List<RowChange> deletes = new ArrayList<>();

    private TableBatch() {}

    /** The batches of these writes by table, in which later changes of a row take the place of earlier ones. */
    static Map<String, TableBatch> of(List<PendingWrite> writes) {
        Map<String, Map<Ruid, RowChange>> rows = new LinkedHashMap<>(4);
        for (PendingWrite write : writes) {
            Map<Ruid, RowChange> table = rows.computeIfAbsent(write.table(), name -> new LinkedHashMap<>());
            for (RowChange change : write.changes()) {
                table.merge(change.after().ruid(), change, RowChange::then);
            }
        }
        Map<String, TableBatch> batches = new LinkedHashMap<>(4);
        rows.forEach((name, changes) -> batches.put(name, of(changes.values())));
        return batches;
    }

    private static TableBatch of(Collection<RowChange> changes) {
        List<RowChange> sorted = new ArrayList<>(changes);
        sorted.sort(
                Comparator.comparing((RowChange change) -> change.after().ruid().prefix())
                        .thenComparingLong(change -> change.after().ruid().counter()));
        TableBatch batch = new TableBatch();
        for (RowChange change : sorted) {
            batch.of(change.kind()).add(change);
        }
        return batch;
    }

    List<RowChange> of(Kind kind) {
        return switch (kind) {
            case INSERT -> inserts;
            case UPDATE -> updates;
            case DELETE -> deletes;
        };
    }

    /** The changes whose contacts may have attributes in the database that are to go. */
    List<RowChange> clearing() {
        List<RowChange> found = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (RowChange change : of(kind)) {
                if (change.clearsAttributes()) {
                    found.add(change);
                }
            }
        }
        return found;
    }

    /** The changes whose contacts have attributes now. */
    List<RowChange> withAttributes() {
        return clearing().stream()
                .filter(change -> change.kind() != Kind.DELETE)
                .filter(change -> !change.after().attributes().isEmpty())
                .toList();
    }
}
