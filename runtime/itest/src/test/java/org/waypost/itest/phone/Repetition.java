package org.waypost.itest.phone;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Sends something again at intervals that double from T1 on until it is stopped, or 64 T1 are over (RFC 3261 17.1.1.2,
 * 17.1.2.2 and 13.3.1.4).
 */
final class Repetition {

    static final long T1 = 500;
    static final long T2 = 4000;

    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "retransmissions of phones");
        thread.setDaemon(true);
        return thread;
    });

    private final Runnable send;
    private final long longest;
    private final long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(64 * T1);
    private volatile boolean stopped;

    private Repetition(Runnable send, long longest) {
        this.send = send;
        this.longest = longest;
    }

    /** Starts with the first repetition in T1 milliseconds; no interval is longer than {@code longest}. */
    static Repetition start(Runnable send, long longest) {
        Repetition repetition = new Repetition(send, longest);
        repetition.schedule(T1);
        return repetition;
    }

    private void schedule(long interval) {
        TIMER.schedule(() -> repeat(interval), interval, TimeUnit.MILLISECONDS);
    }

    private void repeat(long interval) {
        if (!stopped && System.nanoTime() < end) {
            send.run();
            schedule(Math.min(2 * interval, longest));
        }
    }

    void stop() {
        stopped = true;
    }
}
