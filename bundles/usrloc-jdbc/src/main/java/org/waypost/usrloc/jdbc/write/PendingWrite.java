package org.waypost.usrloc.jdbc.write;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.waypost.usrloc.LocationException.Step;

/**
 * A write that waits for its commit.
 *
 * @param table the location table's name
 * @param changes of its rows, at least one
 * @param since {@link System#nanoTime()} of when it was handed in
 * @param done completed when it is committed, or is not
 */
record PendingWrite(String table, List<RowChange> changes, long since, CompletableFuture<Void> done) {

    /** What is said to have failed if it fails as a whole. */
    Step step() {
        return changes.get(0).kind().step();
    }

    String aor() {
        return changes.get(0).aor();
    }

    boolean hasAttributes() {
        return changes.stream().anyMatch(change -> !change.after().attributes().isEmpty());
    }
}
