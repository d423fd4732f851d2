package org.waypost.usrloc.core;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.core.Backlog.Key;

/**
 * Brings the rows of a table up to memory when too many of its AoRs changed to note them all: compares the two, and corrects the AoRs
 * that differ, several at once. Rows of contacts that only the database knows go if this server stored them.
 */
final class TableRepair {

    private static final Logger LOG = LoggerFactory.getLogger(TableRepair.class);

    private static final int THREADS = 8;
    private static final int QUEUE = 1000;

    private final BackedMemory front;
    private final String table;
    private final int serverId;
    private final AtomicLong corrected = new AtomicLong();
    private final AtomicBoolean failed = new AtomicBoolean();

    TableRepair(BackedMemory front, String table, int serverId) {
        this.front = front;
        this.table = table;
        this.serverId = serverId;
    }

    /** @return whether it was done before the deadline, in nanoseconds */
    boolean run(LongSupplier deadline) {
        if (!front.isUsable()) {
            return false;
        }
        LOG.info("usrloc: table {} of the database is compared with memory, as too much has changed", table);
        front.backlog().beginComparison(table);
        boolean isDone = false;
        try {
            compare(deadline);
            isDone = !failed.get();
        } catch (LocationException failure) {
            front.complain(failure);
        } finally {
            front.backlog().endComparison(table, isDone);
        }
        if (isDone) {
            LOG.info(
                    "usrloc: table {} of the database is that of memory again, {} AoRs were corrected",
                    table,
                    corrected);
        }
        return isDone;
    }

    private void compare(LongSupplier deadline) {
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUE),
                task -> {
                    Thread thread = new Thread(task, "waypost-usrloc-repair");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.CallerRunsPolicy());
        try {
            new Comparison(front.memory(), front.database(), front.now()).run(table, new Comparison.Sink() {
                @Override
                public void differs(AddressRecord record, boolean absent) {
                    workers.execute(() -> correct(record.aor(), deadline));
                }

                @Override
                public void onlyInTarget(AddressRecord record) {
                    workers.execute(() -> correct(record.aor(), deadline));
                }
            });
        } finally {
            workers.shutdown();
            awaitEnd(workers, deadline);
        }
    }

    private void correct(String aor, LongSupplier deadline) {
        if (failed.get() || System.nanoTime() > deadline.getAsLong()) {
            failed.set(true);
            return;
        }
        try {
            Key key = new Key(table, aor);
            front.visit(
                    key,
                    (debt, record) -> front.bringUp(
                            key,
                            record,
                            row -> row.serverId() == serverId
                                    || debt.filter(it -> it.mayHaveRow(row.ruid()))
                                            .isPresent()));
            corrected.incrementAndGet();
        } catch (LocationException failure) {
            failed.set(true);
            front.complain(failure);
        }
    }

    private void awaitEnd(ThreadPoolExecutor workers, LongSupplier deadline) {
        try {
            long left = Math.max(0, deadline.getAsLong() - System.nanoTime());
            if (!workers.awaitTermination(left, TimeUnit.NANOSECONDS)) {
                failed.set(true);
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            failed.set(true);
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
