package org.waypost.usrloc.core;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.LocationException.Step;
import org.waypost.usrloc.LocationStore;

/**
 * How requests are served from one moment to another: from which front, whether changed AoRs are noted meanwhile, whether changes have
 * to wait. Never changes itself: what is to be otherwise is another use, and this one's calls can be waited for.
 */
final class Use {

    private static final long LONGEST_HOLD_SECONDS = 20;

    private final LocationStore front;
    private final Supplier<String> absence;
    private final ChangedRecords changed;
    private final CountDownLatch held;
    private final InFlight updates;
    private final InFlight reads;

    private Use(
            LocationStore front,
            Supplier<String> absence,
            ChangedRecords changed,
            CountDownLatch held,
            InFlight reads) {
        this.front = front;
        this.absence = absence;
        this.changed = changed;
        this.held = held;
        this.reads = reads;
        this.updates = new InFlight();
    }

    /** Serves nothing. */
    static Use none(Supplier<String> why) {
        return new Use(null, why, null, null, new InFlight());
    }

    /** Serves from {@code front}. */
    static Use of(LocationStore front) {
        return new Use(front, () -> "", null, null, new InFlight());
    }

    /** As this one, and notes which records are changed. */
    Use noting(ChangedRecords into) {
        return new Use(front, absence, into, null, reads);
    }

    /** As this one, but changes wait for {@link #release}. */
    Use holding() {
        return new Use(front, absence, null, new CountDownLatch(1), reads);
    }

    /** Whether there is something to serve from. */
    boolean isPresent() {
        return front != null;
    }

    /** @throws LocationException if there is none */
    LocationStore front() {
        if (front == null) {
            throw new LocationException(Step.RECORD_GET, "no store: " + absence.get());
        }
        return front;
    }

    boolean isHolding() {
        return held != null;
    }

    /** The changes under way. */
    InFlight updates() {
        return updates;
    }

    /** The calls under way that change nothing. */
    InFlight reads() {
        return reads;
    }

    /** To be told before each change. */
    void begins(String table, String aor) {
        if (changed != null) {
            changed.begin(table, aor);
        }
    }

    /**
     * To be told once the front has it, and before whoever made it hears of it.
     *
     * @param after the record as it is now; null if the change failed
     */
    void ended(String table, String aor, AddressRecord after) {
        if (changed != null) {
            changed.end(table, aor, after);
        }
    }

    /** Lets the changes go on that were held, to whatever is in use by now. */
    void release() {
        held.countDown();
    }

    /** Waits for {@link #release}. */
    void awaitRelease() {
        try {
            if (held.await(LONGEST_HOLD_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new LocationException(Step.RECORD_GET, "the change of stores takes too long");
    }
}
