package org.waypost.usrloc.jdbc.write;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.waypost.jdbc.Dialect;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.jdbc.access.Options;
import org.waypost.usrloc.jdbc.fault.Breaker;
import org.waypost.usrloc.jdbc.table.Rows;
import org.waypost.usrloc.jdbc.table.TableFormat;

/**
 * Writes bindings so that many share a commit: each AoR belongs to a lane, which has a thread and a connection; what comes in while a
 * lane commits is its next batch. So a lone write waits for nobody, and under load the commits cost next to nothing. What is outstanding
 * is bounded.
 */
public final class GroupCommit implements AutoCloseable {

    /** More would share a commit among fewer, fewer would leave the database idle between two batches of a lane. */
    private static final int MAX_LANES = 3;

    private final Supplier<Options> options;
    private final Breaker breaker;
    private final List<Lane> lanes;

    /**
     * Starts nothing before the first write.
     *
     * @param connections gives connections that are in nobody else's use until they are closed
     */
    public GroupCommit(
            Dialect dialect,
            TableFormat format,
            Rows rows,
            DataSource connections,
            Tables tables,
            Breaker breaker,
            Supplier<Options> options) {
        this.options = options;
        this.breaker = breaker;
        RowWriter writer = dialect == Dialect.POSTGRESQL ? new ArrayRows(format, rows) : new StatementRows(rows);
        this.lanes = IntStream.rangeClosed(
                        1, Math.min(MAX_LANES, Math.max(1, options.get().poolSize() / 2)))
                .mapToObj(number -> new Lane(
                        "waypost-jdbc-write-" + number,
                        new LaneConnection(connections, tables, writer, new LenientWrite(rows), options),
                        breaker,
                        () -> options.get().timeoutMillis()))
                .toList();
    }

    /** {@link org.waypost.usrloc.LocationDatabase#write}. */
    public CompletableFuture<Void> write(String table, AddressRecord before, AddressRecord after) {
        List<RowChange> changes = RowChange.between(before, after);
        if (changes.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        PendingWrite write = new PendingWrite(table, changes, System.nanoTime(), new CompletableFuture<>());
        try {
            breaker.check(write.step());
            laneOf(after.aor()).add(write);
        } catch (LocationException e) {
            write.done().completeExceptionally(e);
        }
        return write.done();
    }

    /** Ends the lanes when they have written what was handed in, but waits no longer than any other call. */
    @Override
    public void close() {
        lanes.forEach(Lane::end);
        long deadline =
                System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(options.get().timeoutMillis());
        lanes.forEach(lane -> lane.awaitEnd(deadline));
    }

    private Lane laneOf(String aor) {
        int hash = aor.hashCode() * 0x9E3779B9; // similar AoRs are to be far apart
        return lanes.get((hash >>> 16) % lanes.size());
    }
}
