package org.waypost.usrloc.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.LocationDatabase;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.LocationException.Step;
import org.waypost.usrloc.LocationStore;

/**
 * Makes records of a store those of another, many at once. The first failure ends it: from then on every call throws it. Contacts that
 * only the target has are removed if they are stale; if not they stay, and are known as strangers from then on, so that a contact
 * which was copied and then removed from the truth is not taken for one of them.
 */
final class Copier implements AutoCloseable {

    /** Writes under way at once. */
    private static final int WINDOW = 256;

    /** Threads for what has to wait: a database's record has to be read before it can be corrected. */
    private static final int THREADS = 8;

    private final LocationStore truth;
    private final LocationStore target;
    private final String targetName;
    private final Comparison comparison;
    private final Predicate<Contact> stale;
    private final long now;
    private final Fingerprints strangers = new Fingerprints();
    private final Semaphore window = new Semaphore(WINDOW);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final ExecutorService threads;

    /**
     * @param stale what is to be removed of the contacts that only the target has
     * @param now epoch seconds
     */
    Copier(LocationStore truth, Plan.Store target, Predicate<Contact> stale, long now) {
        this.truth = truth;
        this.target = target.service();
        this.targetName = target.name();
        this.stale = stale;
        this.now = now;
        this.comparison = new Comparison(truth, this.target, now);
        threads = new ThreadPoolExecutor(
                THREADS, THREADS, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WINDOW), task -> {
                    Thread thread = new Thread(task, "waypost-usrloc-copy");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** The comparison of both stores by the same measure. */
    Comparison comparison() {
        return comparison;
    }

    /**
     * Begins to make the target's record this one, and gets to know its strangers. Waits only if too much is under way.
     *
     * @param absent whether the target has none
     */
    void copyFirst(String table, AddressRecord record, boolean absent) {
        if (target instanceof LocationDatabase database && absent) {
            begin();
            end(write(database, table, AddressRecord.empty(record.aor()), record, false));
        } else {
            onThread(() -> copy(table, record, true));
        }
    }

    /**
     * Begins to make the target's record this one.
     *
     * @param known the record; empty: what the truth has by then
     */
    void copyAgain(String table, String aor, Optional<AddressRecord> known) {
        onThread(() ->
                copy(table, known.or(() -> truth.find(table, aor)).orElseGet(() -> AddressRecord.empty(aor)), false));
    }

    /** Begins to remove what is stale of a record of which the truth has none; what is not are strangers. */
    void keepOrRemove(String table, AddressRecord record) {
        onThread(() -> copy(table, AddressRecord.empty(record.aor()), true));
    }

    /**
     * Waits until all that was begun is done.
     *
     * @throws LocationException if something failed, or the time ran out
     */
    void await(long seconds) {
        boolean done = acquire(WINDOW, seconds);
        if (done) {
            window.release(WINDOW);
        }
        throwFailure();
        if (!done) {
            throw new LocationException(
                    Step.RECORD_INSERT, "copying to " + targetName + " was not done after " + seconds + " seconds");
        }
    }

    /** Whether a contact is one of those that only the target had, and that stay. */
    boolean isStranger(Contact contact) {
        synchronized (strangers) {
            return strangers.size() > 0 && strangers.seen(contact.ruid().toString()) != Fingerprints.ABSENT;
        }
    }

    boolean hasStrangers() {
        synchronized (strangers) {
            return strangers.size() > 0;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private CompletableFuture<Void> copy(String table, AddressRecord record, boolean isFirst) {
        if (target instanceof LocationDatabase database) {
            AddressRecord before =
                    database.find(table, record.aor()).orElseGet(() -> AddressRecord.empty(record.aor()));
            return write(database, table, before, record, isFirst);
        }
        target.update(table, record.aor(), before -> {
            meet(before, record, isFirst);
            List<Contact> contacts = new ArrayList<>(record.contacts());
            before.contacts().stream()
                    .filter(contact -> isMissing(contact, record) && isStranger(contact))
                    .forEach(contacts::add);
            return new AddressRecord(before.aor(), contacts);
        });
        return CompletableFuture.completedFuture(null);
    }

    private CompletableFuture<Void> write(
            LocationDatabase database, String table, AddressRecord before, AddressRecord record, boolean isFirst) {
        meet(before, record, isFirst);
        AddressRecord after = Rows.broughtUp(before, record, contact -> !isStranger(contact), now);
        return after == before ? CompletableFuture.completedFuture(null) : database.write(table, before, after);
    }

    private void meet(AddressRecord before, AddressRecord record, boolean isFirst) {
        if (!isFirst) {
            return;
        }
        for (Contact contact : before.contacts()) {
            if (comparison.counts(contact) && isMissing(contact, record) && !stale.test(contact)) {
                synchronized (strangers) {
                    String ruid = contact.ruid().toString();
                    if (strangers.seen(ruid) == Fingerprints.ABSENT) {
                        strangers.put(ruid, 1);
                    }
                }
            }
        }
    }

    /** Whether a record has no contact of that device: one that has registered again elsewhere has another ruid for the same contact. */
    static boolean isMissing(Contact contact, AddressRecord record) {
        return record.contacts().stream()
                .noneMatch(other -> other.ruid().equals(contact.ruid())
                        || other.uri().equals(contact.uri())
                        || !contact.instance().isEmpty()
                                && other.instance().equals(contact.instance())
                                && other.regId() == contact.regId());
    }

    private interface Task {
        CompletableFuture<Void> run();
    }

    private void onThread(Task step) {
        begin();
        threads.execute(() -> {
            try {
                end(step.run());
            } catch (RuntimeException | Error failed) {
                end(CompletableFuture.failedFuture(failed));
            }
        });
    }

    private void begin() {
        throwFailure();
        if (!acquire(1, Long.MAX_VALUE / 1_000_000_000)) {
            throw new LocationException(Step.RECORD_INSERT, "copying to " + targetName + " was ended");
        }
    }

    private void end(CompletableFuture<Void> step) {
        step.whenComplete((done, failed) -> {
            if (failed != null) {
                failure.compareAndSet(null, failed);
            }
            window.release();
        });
    }

    private boolean acquire(int permits, long seconds) {
        try {
            return window.tryAcquire(permits, seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void throwFailure() {
        Optional.ofNullable(failure.get()).ifPresent(failed -> {
            throw new LocationException(
                    Step.RECORD_INSERT, "copying to " + targetName + " failed: " + failed.getMessage(), failed);
        });
    }
}
