package org.waypost.proxy;

import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what is due at a time, on one thread that survives whatever it does. */
final class Deadlines implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, run -> {
        Thread thread = new Thread(run, "sip-proxy-timer");
        thread.setDaemon(true);
        return thread;
    });

    Deadlines() {
        executor.setRemoveOnCancelPolicy(true);
    }

    Future<?> in(long millis, Runnable action) {
        try {
            return executor.schedule(() -> run(action), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return never();
        }
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
