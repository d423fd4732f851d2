package org.waypost.usrloc.jdbc.write;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.jdbc.Fault;
import org.waypost.jdbc.RareWarning;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.jdbc.fault.Breaker;

/**
 * Commits the writes of its AoRs in the order they come. A batch that fails because of one row is halved until that one fails alone; one
 * that a deadlock or a broken connection stopped is tried again, which does no harm, as a change says what a row is to be.
 */
final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final int MAX_WAITING = 10_000;
    private static final int MAX_BATCH = 256;
    private static final int MAX_TRIES = 5;

    /** How long a lane without work keeps its connection. */
    private static final long IDLE_SECONDS = 5;

    private static final String CLOSED = "the database is not used any more";

    /** Wakes the thread of a lane that ends. */
    private static final PendingWrite END = new PendingWrite("", List.of(), 0, new CompletableFuture<>());

    private final String name;
    private final LaneConnection connection;
    private final Breaker breaker;
    private final IntSupplier timeoutMillis;
    private final RareWarning warning = new RareWarning(LOG);
    private final BlockingQueue<PendingWrite> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private volatile Thread thread;
    private volatile boolean ended;

    /**
     * A lane that starts its thread with the first write.
     *
     * @param timeoutMillis how long a write may wait for its turn
     */
    Lane(String name, LaneConnection connection, Breaker breaker, IntSupplier timeoutMillis) {
        this.name = name;
        this.connection = connection;
        this.breaker = breaker;
        this.timeoutMillis = timeoutMillis;
    }

    /** Puts a write at the end of the lane. */
    void add(PendingWrite write) {
        if (ended) {
            throw new LocationException(write.step(), CLOSED);
        }
        if (!waiting.offer(write)) {
            throw new LocationException(write.step(), "too many writes wait for the database");
        }
        if (thread == null) {
            start();
        }
        if (ended && waiting.remove(write)) {
            throw new LocationException(write.step(), CLOSED);
        }
    }

    /** Takes no more writes; the thread ends when it has done those that wait. */
    void end() {
        ended = true;
        waiting.offer(END);
    }

    /** Waits for the thread's end until {@code deadline} (nanoseconds); what was not written then has failed. */
    void awaitEnd(long deadline) {
        try {
            if (thread != null) {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<PendingWrite> left = new ArrayList<>();
        waiting.drainTo(left);
        left.remove(END);
        fail(left, CLOSED, null);
    }

    private synchronized void start() {
        if (thread == null) {
            Thread started = new Thread(this::run, name);
            started.setDaemon(true);
            started.start();
            thread = started;
        }
    }

    private void run() {
        while (true) {
            try {
                PendingWrite first = waiting.poll(ended ? 0 : IDLE_SECONDS, TimeUnit.SECONDS);
                if (first == null) {
                    connection.giveBack();
                    if (ended) {
                        return;
                    }
                } else if (first != END) {
                    List<PendingWrite> batch = new ArrayList<>(64);
                    batch.add(first);
                    waiting.drainTo(batch, MAX_BATCH - 1);
                    batch.remove(END);
                    commit(batch);
                }
            } catch (InterruptedException e) {
                ended = true;
            } catch (RuntimeException | Error e) {
                LOG.error("{} goes on after what should not have happened", name, e);
            }
        }
    }

    private void commit(List<PendingWrite> batch) {
        try {
            commitOrSplit(batch);
        } catch (RuntimeException | Error e) {
            connection.abandon(Fault.GONE); // nobody knows how far it came
            fail(batch, String.valueOf(e.getMessage()), e);
            throw e;
        }
    }

    private void commitOrSplit(List<PendingWrite> batch) {
        List<PendingWrite> writes = inTime(batch);
        for (int tries = 1; !writes.isEmpty(); tries++, writes = inTime(writes)) {
            try {
                breaker.check(writes.get(0).step());
                connection.commit(writes);
                writes.forEach(write -> write.done().complete(null));
                return;
            } catch (LocationException e) {
                fail(writes, e.getMessage(), e);
                return;
            } catch (SQLException e) {
                Fault fault = Fault.of(e);
                // the pool may hold more connections that broke like this one
                boolean broke = fault == Fault.GONE && connection.isOpen();
                connection.abandon(fault);
                boolean again = broke || fault == Fault.CONFLICT;
                if (!again || tries == MAX_TRIES) {
                    giveUp(writes, fault, e);
                    return;
                }
            }
        }
    }

    private void giveUp(List<PendingWrite> writes, Fault fault, SQLException thrown) {
        boolean ofOneRow = fault == Fault.ROW || fault == Fault.LOCKED || fault == Fault.CONFLICT;
        if (ofOneRow && writes.size() > 1) {
            int half = writes.size() / 2;
            commitOrSplit(writes.subList(0, half));
            commitOrSplit(writes.subList(half, writes.size()));
        } else if (fault == Fault.ROW && writes.get(0).hasAttributes() && connection.commitLeniently(writes.get(0))) {
            writes.get(0).done().complete(null);
        } else {
            LocationException failure = breaker.failed(writes.get(0).step(), thrown);
            if (ofOneRow) {
                warning.warn(
                        "Bindings of {} cannot be written: {}", writes.get(0).aor(), failure.getMessage());
            }
            fail(writes, failure.getMessage(), failure);
        }
    }

    /** Fails those that have waited too long already; returns the others. */
    private List<PendingWrite> inTime(List<PendingWrite> batch) {
        long now = System.nanoTime();
        if (batch.isEmpty()) {
            return batch;
        }
        long most = TimeUnit.MILLISECONDS.toNanos(timeoutMillis.getAsInt());
        if (now - batch.get(0).since() <= most) {
            return batch; // the oldest is the first
        }
        List<PendingWrite> late = new ArrayList<>();
        List<PendingWrite> rest = new ArrayList<>(batch.size());
        batch.forEach(write -> (now - write.since() > most ? late : rest).add(write));
        fail(late, "the database was too busy for it in time", null);
        return rest;
    }

    private static void fail(List<PendingWrite> writes, String reason, Throwable cause) {
        for (PendingWrite write : writes) {
            write.done().completeExceptionally(new LocationException(write.step(), reason, cause));
        }
    }
}
