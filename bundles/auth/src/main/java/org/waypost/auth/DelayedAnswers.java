package org.waypost.auth;

import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.SipContext;

/** Answers that wait, so that who guesses passwords does not guess many; when too many wait, requests go without one. */
final class DelayedAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(DelayedAnswers.class);

    /** Each keeps its request in memory. */
    private static final int MOST = 512;

    private final AtomicInteger waiting = new AtomicInteger();
    private final ScheduledExecutorService timer;

    DelayedAnswers() {
        timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "waypost-auth");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Answers that request after so many milliseconds; false if it cannot wait. */
    boolean answer(SipContext context, long millis, Runnable answer) {
        if (waiting.incrementAndGet() > MOST) {
            waiting.decrementAndGet();
            return false;
        }
        context.retain();
        try {
            timer.schedule(() -> run(answer), millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (RejectedExecutionException closed) {
            waiting.decrementAndGet();
            return false;
        }
    }

    private void run(Runnable answer) {
        waiting.decrementAndGet();
        guarded(answer);
    }

    /** Does something every second. */
    void everySecond(Runnable work) {
        timer.scheduleWithFixedDelay(() -> guarded(work), 1, 1, TimeUnit.SECONDS);
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (Throwable failure) {
            LOG.warn("auth: an answer or check failed: {}", failure.toString());
        }
    }

    int waiting() {
        return waiting.get();
    }

    void close() {
        timer.shutdownNow();
    }
}
