package org.waypost.usrloc.core;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
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

    /** Writes under way at once. */
    private static final int WINDOW = 256;

    private static final int LONGEST_WAIT_SECONDS = 60;

    private final BackedMemory front;
    private final String table;
    private final int serverId;
    private final AtomicLong corrected = new AtomicLong();
    private final AtomicBoolean failed = new AtomicBoolean();
    private final Semaphore window = new Semaphore(WINDOW);

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
                    workers.execute(() -> correct(record.aor(), absent, deadline));
                }

                @Override
                public void onlyInTarget(AddressRecord record) {
                    workers.execute(() -> correct(record.aor(), false, deadline));
                }
            });
        } finally {
            workers.shutdown();
            awaitEnd(workers, deadline);
        }
    }

    private void correct(String aor, boolean absent, LongSupplier deadline) {
        if (failed.get() || System.nanoTime() > deadline.getAsLong() || !acquire(1)) {
            failed.set(true);
            return;
        }
        AtomicReference<CompletableFuture<Void>> written =
                new AtomicReference<>(CompletableFuture.completedFuture(null));
        try {
            Key key = new Key(table, aor);
            front.visit(key, (debt, record) -> {
                AddressRecord rows = absent ? AddressRecord.empty(aor) : rows(aor);
                Predicate<Contact> stale = row -> row.serverId() == serverId
                        || debt.filter(it -> it.mayHaveRow(row.ruid())).isPresent();
                AddressRecord right = Rows.broughtUp(rows, record, stale, front.now());
                if (right != rows) {
                    written.set(front.begin(key, rows, right));
                }
            });
            corrected.incrementAndGet();
        } catch (LocationException failure) {
            written.set(CompletableFuture.failedFuture(failure));
        } finally {
            written.get().whenComplete((done, failure) -> {
                window.release();
                if (failure != null) {
                    failed.set(true);
                    front.complain(failure);
                }
            });
        }
    }

    private AddressRecord rows(String aor) {
        return front.database().find(table, aor).orElseGet(() -> AddressRecord.empty(aor));
    }

    private boolean acquire(int permits) {
        try {
            return window.tryAcquire(permits, LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void awaitEnd(ThreadPoolExecutor workers, LongSupplier deadline) {
        try {
            long left = Math.max(0, deadline.getAsLong() - System.nanoTime());
            if (!workers.awaitTermination(left, TimeUnit.NANOSECONDS) || !acquire(WINDOW)) {
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
