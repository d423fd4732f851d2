package org.waypost.proxy;

import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what is due at a time, on one thread that survives whatever it does. What waits for a second or more comes due together with
 * others, up to a tenth of a second late: each call sets such deadlines, and none must wake the thread by itself.
 */
final class Deadlines implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);

    private static final long LONG_MILLIS = 1000;
    private static final long TICK_NANOS = 100_000_000;

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, run -> {
        Thread thread = new Thread(run, "sip-proxy-timer");
        thread.setDaemon(true);
        return thread;
    });

    Deadlines() {
        executor.setRemoveOnCancelPolicy(true);
        // First in the queue at any time: setting one that is further away then wakes nobody up.
        executor.scheduleAtFixedRate(() -> {}, LONG_MILLIS, LONG_MILLIS, TimeUnit.MILLISECONDS);
    }

    Future<?> in(long millis, Runnable action) {
        try {
            return executor.schedule(() -> run(action), nanos(millis, System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            return never();
        }
    }

    /** How long to wait from {@code now}, which is of {@link System#nanoTime}; never less than was asked for. */
    static long nanos(long millis, long now) {
        long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
        return millis < LONG_MILLIS ? nanos : nanos + TICK_NANOS - Math.floorMod(now + nanos, TICK_NANOS);
    }

    /** A deadline that does not come. */
    static Future<?> never() {
        return new FutureTask<>(() -> {}, null);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (Throwable e) {
            LOG.warn("a deadline of the proxy failed", e);
        }
    }
}
