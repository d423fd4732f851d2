package org.waypost.usrloc.core;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.LocationStore;
import org.waypost.usrloc.Ruid;
import org.waypost.usrloc.StoreHealth;

/**
 * The store as requests see it: always there, whatever serves it at the moment.
 *
 * <p>What serves is one volatile reference to a {@link Use}. A call counts itself into it and looks whether it still is the one; if not,
 * it goes to the new one. So whoever has put another use in its place can wait until the last call of the old one has ended, and knows
 * that none comes after. That costs a call some ten nanoseconds. Calls that change nothing are counted apart and never wait.
 */
final class StoreGate implements LocationStore {

    private static final StoreHealth DOWN = new StoreHealth(StoreHealth.State.DOWN, "no store", 0);

    /** For how long a read that failed says something of the store. */
    private static final long JUST_NOW = Duration.ofSeconds(1).toNanos();

    private volatile Use use;
    private volatile long readFailed = System.nanoTime() - JUST_NOW;

    StoreGate(Use first) {
        use = first;
    }

    /** What serves now. */
    Use use() {
        return use;
    }

    /** Puts another in the place of what serves; calls that have begun go on in the old one. */
    void serve(Use next) {
        use = next;
    }

    /** Whether there is a store to use now. */
    boolean isPresent() {
        return use.isPresent();
    }

    /** Whether reads fail now: it is known that they will, or one has just failed, which is known sooner than the reason. */
    boolean isUnreadable() {
        return !isPresent()
                || readsMayBlock()
                        && (health().state() == StoreHealth.State.DOWN || System.nanoTime() - readFailed < JUST_NOW);
    }

    @Override
    public AddressRecord update(String table, String aor, UnaryOperator<AddressRecord> change) {
        Use now = beginUpdate(table, aor);
        AddressRecord after = null;
        try {
            after = now.front().update(table, aor, change);
            return after;
        } finally {
            endUpdate(now, table, aor, after);
        }
    }

    /** As {@link #update}, for expiry: see {@link Front#expire}. */
    AddressRecord expire(String table, String aor, UnaryOperator<AddressRecord> change) {
        Use now = beginUpdate(table, aor);
        AddressRecord after = null;
        try {
            after = now.front() instanceof Front front
                    ? front.expire(table, aor, change)
                    : now.front().update(table, aor, change);
            return after;
        } finally {
            endUpdate(now, table, aor, after);
        }
    }

    @Override
    public Optional<AddressRecord> find(String table, String aor) {
        return read(front -> front.find(table, aor));
    }

    @Override
    public Optional<AddressRecord> byRuid(String table, Ruid ruid) {
        return read(front -> front.byRuid(table, ruid));
    }

    @Override
    public List<AddressRecord> byInstance(String table, String instance) {
        return read(front -> front.byInstance(table, instance));
    }

    @Override
    public List<AddressRecord> byConnection(String table, int connectionId) {
        return read(front -> front.byConnection(table, connectionId));
    }

    @Override
    public void scan(String table, Predicate<AddressRecord> visitor) {
        read(front -> {
            front.scan(table, visitor);
            return null;
        });
    }

    @Override
    public void due(long now, long linger, BiConsumer<String, String> sink) {
        read(front -> {
            front.due(now, linger, sink);
            return null;
        });
    }

    @Override
    public Set<String> tables() {
        return read(LocationStore::tables);
    }

    @Override
    public long records(String table) {
        return read(front -> front.records(table));
    }

    @Override
    public long contacts(String table) {
        return read(front -> front.contacts(table));
    }

    /** Also while changes are held for a moment. */
    @Override
    public boolean mayBlock() {
        Use now = use;
        return now.isPresent() && (now.isHolding() || now.front().mayBlock());
    }

    @Override
    public boolean readsMayBlock() {
        Use now = use;
        return now.isPresent() && now.front().readsMayBlock();
    }

    @Override
    public StoreHealth health() {
        Use now = use;
        return now.isPresent() ? now.front().health() : DOWN;
    }

    private Use beginUpdate(String table, String aor) {
        while (true) {
            Use now = use;
            if (now.isHolding()) {
                now.awaitRelease();
                continue;
            }
            now.updates().begin();
            if (use == now) {
                now.begins(table, aor);
                return now;
            }
            now.updates().end();
        }
    }

    // Noted even if it failed: with a database nobody may know whether it was done.
    private static void endUpdate(Use serving, String table, String aor, AddressRecord after) {
        serving.ended(table, aor, after);
        serving.updates().end();
    }

    private <R> R read(Function<LocationStore, R> question) {
        Use now = beginRead();
        try {
            return question.apply(now.front());
        } catch (LocationException e) {
            readFailed = System.nanoTime();
            throw e;
        } finally {
            now.reads().end();
        }
    }

    private Use beginRead() {
        while (true) {
            Use now = use;
            now.reads().begin();
            if (use == now) {
                return now;
            }
            now.reads().end();
        }
    }
}
