package org.waypost.usrloc.core;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.LocationDatabase;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.LocationException.Step;
import org.waypost.usrloc.LocationStore;
import org.waypost.usrloc.StoreHealth;
import org.waypost.usrloc.core.Backlog.Debt;
import org.waypost.usrloc.core.Backlog.Key;

/**
 * db_mode 1: a change is committed by the database before memory has it, and so before anyone is told of it. If that fails nothing
 * changes in memory; if nobody knows whether the database has it, its rows are read and corrected, at once by the next change of the
 * AoR or soon by itself.
 *
 * <p>A change holds the lane of its AoR until it is committed. Lanes are few for many AoRs, but many for those under way at once.
 */
final class WriteThrough extends BackedMemory {

    private static final int LANES = 8192;

    /** The database bounds its waits by itself; this is for one that does not. */
    private static final int LONGEST_WAIT_SECONDS = 60;

    private static final int RETRY_SECONDS = 5;

    private final ReentrantLock[] lanes = new ReentrantLock[LANES];

    WriteThrough(
            LocationStore memory, LocationDatabase database, Supplier<UsrlocSettings> settings, LongSupplier clock) {
        this(memory, database, settings, clock, MOST_NOTED);
    }

    /** @param mostNoted AoRs that are noted before the tables are compared as a whole */
    WriteThrough(
            LocationStore memory,
            LocationDatabase database,
            Supplier<UsrlocSettings> settings,
            LongSupplier clock,
            int mostNoted) {
        super(memory, database, settings, clock, mostNoted);
        for (int i = 0; i < LANES; i++) {
            lanes[i] = new ReentrantLock();
        }
        start("write-through");
    }

    @Override
    public AddressRecord update(String table, String aor, UnaryOperator<AddressRecord> change) {
        ReentrantLock lane = enter(aor);
        try {
            AddressRecord before = memory().find(table, aor).orElseGet(() -> AddressRecord.empty(aor));
            AddressRecord after = change.apply(before);
            if (after == before) {
                return before;
            }
            if (!Rows.same(before, after)) {
                commit(new Key(table, aor), before, after);
            }
            return memory().update(table, aor, record -> after);
        } finally {
            lane.unlock();
        }
    }

    @Override
    public AddressRecord expire(String table, String aor, UnaryOperator<AddressRecord> change) {
        ReentrantLock lane = enter(aor);
        try {
            return updateMemory(table, aor, change);
        } finally {
            lane.unlock();
        }
    }

    @Override
    public boolean mayBlock() {
        return true;
    }

    @Override
    void visit(Key key, BiConsumer<Optional<Debt>, AddressRecord> step) {
        ReentrantLock lane = enter(key.aor());
        try {
            AddressRecord record =
                    memory().find(key.table(), key.aor()).orElseGet(() -> AddressRecord.empty(key.aor()));
            step.accept(backlog().take(key), record);
        } finally {
            lane.unlock();
        }
    }

    @Override
    boolean isUrgent(long noted) {
        return true;
    }

    private void commit(Key key, AddressRecord before, AddressRecord after) {
        if (database().health().state() != StoreHealth.State.UP) {
            throw new LocationException(step(before, after), "the database is not available: " + reason());
        }
        Debt debt = backlog().takeOr(key, before);
        try {
            if (debt.isCertain() && !Rows.revives(before, after, now())) {
                await(begin(key, debt.record(key), after));
            } else {
                bringUp(key, after, row -> debt.mayHaveRow(row.ruid()));
            }
        } catch (LocationException failure) {
            backlog().doubt(key, debt, after, now() + RETRY_SECONDS);
            complain(failure);
            throw new LocationException(step(before, after), String.valueOf(failure.getMessage()), failure);
        }
    }

    private static void await(CompletableFuture<Void> written) {
        try {
            written.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LocationException failure ? failure : failed("write failed", e.getCause());
        } catch (TimeoutException e) {
            throw failed("no answer in " + LONGEST_WAIT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("stopped while waiting", e);
        }
    }

    private static LocationException failed(String message, Throwable cause) {
        return new LocationException(Step.CONTACT_UPDATE, message, cause);
    }

    /** What the change would have done, as the answer to a REGISTER names it. */
    private static Step step(AddressRecord before, AddressRecord after) {
        if (after.contacts().size() > before.contacts().size()) {
            return Step.CONTACT_INSERT;
        }
        return after.contacts().size() < before.contacts().size() ? Step.CONTACT_DELETE : Step.CONTACT_UPDATE;
    }

    private ReentrantLock enter(String aor) {
        int hash = aor.hashCode();
        ReentrantLock lane = lanes[(hash ^ hash >>> 15) & LANES - 1];
        try {
            if (lane.tryLock(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                return lane;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new LocationException(Step.RECORD_GET, "another change of the AoR takes too long");
    }
}
