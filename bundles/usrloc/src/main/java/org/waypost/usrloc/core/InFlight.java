package org.waypost.usrloc.core;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts the calls that are under way, so that somebody can wait for their end. The counter is spread over cache lines by thread, and a
 * call ends on the thread it began on; so each part is right by itself, and one that was seen at nought has no call left that began
 * before. Costs two atomic additions for each call, and no lock.
 */
final class InFlight {

    private static final int STRIPES = 64;
    private static final int LINE = 16;
    private static final long LOOK_NANOS = 50_000;

    private final AtomicLongArray counts = new AtomicLongArray(STRIPES * LINE);

    void begin() {
        counts.getAndIncrement(stripe());
    }

    void end() {
        counts.getAndDecrement(stripe());
    }

    /**
     * Waits for the end of all calls that have begun. New ones must not come, or soon end.
     *
     * @return false if the time ran out first, or the thread was interrupted
     */
    boolean awaitEnd(long nanos) {
        long until = System.nanoTime() + nanos;
        for (int stripe = 0; stripe < STRIPES; stripe++) {
            while (counts.get(stripe * LINE) != 0) {
                if (System.nanoTime() - until > 0 || Thread.currentThread().isInterrupted()) {
                    return false;
                }
                LockSupport.parkNanos(this, LOOK_NANOS);
            }
        }
        return true;
    }

    boolean awaitEnd(long time, TimeUnit unit) {
        return awaitEnd(unit.toNanos(time));
    }

    private static int stripe() {
        return (int) (Thread.currentThread().getId() & STRIPES - 1) * LINE;
    }
}
