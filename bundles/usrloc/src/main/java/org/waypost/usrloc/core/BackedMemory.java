package org.waypost.usrloc.core;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.LocationDatabase;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.LocationStore;
import org.waypost.usrloc.StoreHealth;
import org.waypost.usrloc.Sync;
import org.waypost.usrloc.core.Backlog.Debt;
import org.waypost.usrloc.core.Backlog.Key;

/**
 * Memory with a database behind it. What the database does not have yet is noted in a {@link Backlog} and written in a
 * {@link #settle}, many AoRs at once; rows that are in doubt after a failure are read and corrected one by one.
 */
abstract class BackedMemory extends MemoryFront {

    private static final Logger LOG = LoggerFactory.getLogger(BackedMemory.class);

    /** Some 60 MB if all are noted. */
    static final int MOST_NOTED = 200_000;

    /** Writes under way at once. */
    private static final int WINDOW = 256;

    private static final int RETRY_SECONDS = 10;
    private static final Duration LONGEST_TURN = Duration.ofMinutes(10);

    private final LocationDatabase database;
    private final Supplier<UsrlocSettings> settings;
    private final LongSupplier clock;
    private final Backlog backlog;
    private final Throttle complaints = new Throttle();
    private final ReentrantLock settling = new ReentrantLock();
    private volatile String lastFailure = "";
    private volatile long turnEnd;
    private boolean wasAway;
    private long nextSettle;
    private long nextClean;
    private SecondTimer timer;

    BackedMemory(
            LocationStore memory,
            LocationDatabase database,
            Supplier<UsrlocSettings> settings,
            LongSupplier clock,
            int mostNoted) {
        super(memory);
        this.database = database;
        this.settings = settings;
        this.clock = clock;
        this.backlog = new Backlog(mostNoted);
    }

    /** Begins to do things by itself; once. */
    final void start(String purpose) {
        nextSettle = clock.getAsLong() + settings.get().timerInterval();
        nextClean = nextSettle;
        timer = new SecondTimer(purpose, this::tick);
    }

    final LocationDatabase database() {
        return database;
    }

    final Backlog backlog() {
        return backlog;
    }

    final long now() {
        return clock.getAsLong();
    }

    /**
     * Takes what is noted of an AoR, if anything is, together with its record, and runs {@code step} with both; a change that comes
     * after that is noted anew.
     */
    abstract void visit(Key key, BiConsumer<Optional<Debt>, AddressRecord> step);

    /** Whether so many AoRs are noted that they are written now, not after timer_interval. */
    abstract boolean isUrgent(long noted);

    /** Changes memory and notes that the database has to follow. The caller keeps others out where that is not enough. */
    final AddressRecord updateMemory(String table, String aor, UnaryOperator<AddressRecord> change) {
        return memory().update(table, aor, before -> {
            AddressRecord after = change.apply(before);
            if (after != before && !Rows.same(before, after)) {
                backlog.note(new Key(table, aor), before);
            }
            return after;
        });
    }

    @Override
    public StoreHealth health() {
        return database.health();
    }

    /** Memory is right, the database may hold anything. */
    public final void compareAll() {
        allTables().forEach(backlog::lose);
    }

    @Override
    public long outstanding() {
        return backlog.size();
    }

    @Override
    public Sync sync(String table, String aor, Contact contact) {
        return Rows.isRow(contact) ? backlog.sync(new Key(table, aor), contact) : Sync.NEW;
    }

    @Override
    public long settle(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (backlog.size() > 0 && settleOnce(() -> deadline, Long.MAX_VALUE)) {
            // another turn for what came meanwhile
        }
        return backlog.size();
    }

    @Override
    public long close(Duration atMost) {
        turnEnd = System.nanoTime();
        timer.close();
        long left = settle(atMost);
        if (left > 0) {
            LOG.warn("usrloc: {} AoRs could not be written to the database: {}", left, reason());
        }
        return left;
    }

    // Runs each second.
    private void tick() {
        long now = now();
        int interval = settings.get().timerInterval();
        long noted = backlog.size();
        boolean isAway = !isUsable();
        boolean isBack = wasAway && !isAway;
        wasAway = isAway;
        if (!isAway && noted > 0 && (isBack || isDue(now, nextSettle) || isUrgent(noted))) {
            turnEnd = System.nanoTime() + LONGEST_TURN.toNanos();
            settleOnce(() -> turnEnd, now);
            nextSettle = now() + interval;
        }
        if (isDue(now, nextClean)) {
            nextClean = now + interval;
            if (settings.get().database().timerClean() && !isAway) {
                clean(now - interval);
            }
        }
    }

    // Also if the clock was set back or the interval was made shorter.
    private boolean isDue(long now, long time) {
        return now >= time || time > now + settings.get().timerInterval();
    }

    // Only what no memory keeps any longer, so that a contact that is refreshed late still has its row.
    private void clean(long before) {
        for (String table : allTables()) {
            try {
                long rows = database.removeExpired(table, before);
                if (rows > 0) {
                    LOG.debug("usrloc: {} expired rows of table {} deleted", rows, table);
                }
            } catch (LocationException failure) {
                complain(failure);
            }
        }
    }

    private Set<String> allTables() {
        Set<String> tables = new TreeSet<>(settings.get().preload());
        tables.add(LocationService.LOCATION);
        tables.addAll(memory().tables());
        return tables;
    }

    /**
     * Writes what is noted now, and due at {@code now}; waits for all of it.
     *
     * @param deadline in nanoseconds; may become an earlier one
     * @return whether it is of use to go on at once
     */
    private boolean settleOnce(LongSupplier deadline, long now) {
        boolean done = false;
        if (!acquire(settling, deadline)) {
            return false;
        }
        try {
            for (String table : backlog.lostTables()) {
                done |= new TableRepair(this, table, settings.get().serverId()).run(deadline);
            }
            Semaphore window = new Semaphore(WINDOW);
            for (Key key : backlog.keys()) {
                if (!isUsable() || left(deadline) == 0 || !acquire(window, 1, deadline)) {
                    break;
                }
                if (backlog.isDue(key, now)) {
                    settle(key, window);
                    done = true;
                } else {
                    window.release();
                }
            }
            acquire(window, WINDOW, deadline);
        } finally {
            settling.unlock();
        }
        return done && isUsable() && System.nanoTime() < deadline.getAsLong();
    }

    private void settle(Key key, Semaphore window) {
        AtomicReference<CompletableFuture<Void>> written =
                new AtomicReference<>(CompletableFuture.completedFuture(null));
        try {
            visit(
                    key,
                    (debt, record) -> debt.ifPresent(it -> {
                        if (it.isCertain()) {
                            written.set(write(key, it, record));
                        } else {
                            repair(key, it, record);
                        }
                    }));
        } catch (LocationException busy) {
            complain(busy);
        } finally {
            written.get().whenComplete((done, failure) -> window.release());
        }
    }

    private CompletableFuture<Void> write(Key key, Debt debt, AddressRecord record) {
        AddressRecord rows = debt.record(key);
        if (Rows.same(rows, record)) {
            return CompletableFuture.completedFuture(null);
        }
        return begin(key, rows, record).whenComplete((done, failure) -> {
            if (failure != null) {
                backlog.doubt(key, debt, record, now() + RETRY_SECONDS);
                complain(failure);
            }
        });
    }

    /** Begins to make the rows of {@code before} those of {@code after}. */
    final CompletableFuture<Void> begin(Key key, AddressRecord before, AddressRecord after) {
        return database.write(key.table(), Rows.of(before), Rows.of(after));
    }

    private void repair(Key key, Debt debt, AddressRecord record) {
        try {
            bringUp(key, record, row -> debt.mayHaveRow(row.ruid()));
        } catch (LocationException failure) {
            backlog.doubt(key, debt, record, now() + RETRY_SECONDS);
            complain(failure);
        }
    }

    /** Makes the rows of an AoR those of {@code record}, whatever they are; others go if {@code stale} chooses them. Waits. */
    final void bringUp(Key key, AddressRecord record, Predicate<Contact> stale) {
        long now = now();
        database.update(key.table(), key.aor(), rows -> Rows.broughtUp(rows, record, stale, now));
    }

    /** Whether it is of use to try to change the database. */
    final boolean isUsable() {
        return database.health().state() == StoreHealth.State.UP;
    }

    /** Says once in a while that the database fails, unless it says so itself. */
    final void complain(Throwable failure) {
        lastFailure = String.valueOf(failure.getMessage());
        if (isUsable() && complaints.allows()) {
            LOG.warn(
                    "usrloc: a change could not be written ({}); the rows of {} AoRs are to be corrected",
                    lastFailure,
                    backlog.size());
        }
    }

    /** Why what is left could not be written. */
    final String reason() {
        StoreHealth health = database.health();
        return health.reason().isEmpty() ? lastFailure.isEmpty() ? "no time" : lastFailure : health.reason();
    }

    private static boolean acquire(Semaphore window, int permits, LongSupplier deadline) {
        try {
            return window.tryAcquire(permits, left(deadline), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean acquire(ReentrantLock lock, LongSupplier deadline) {
        try {
            return lock.tryLock(left(deadline), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static long left(LongSupplier deadline) {
        return Math.max(0, deadline.getAsLong() - System.nanoTime());
    }
}
