package org.waypost.registrar.profiles;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.EventRoute;
import org.waypost.sip.SipContext;

/** The events that wait for one route, and the thread that runs it, one event after the other. */
final class RouteQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RouteQueue.class);

    /** Events; at some 200 octets each beside the contacts they are about. */
    static final int LONGEST = 10_000;

    private static final long IDLE_SECONDS = 30;
    private static final long COMPLAINT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final EventRoute route;
    private final AtomicLong nextComplaint = new AtomicLong(System.nanoTime());
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(LONGEST), RouteQueue::thread);

    RouteQueue(EventRoute route) {
        this.route = route;
        thread.allowCoreThreadTimeOut(true);
    }

    /** Queues an event; false if too many wait. {@code context} is asked for when its turn has come. */
    boolean offer(String event, Supplier<SipContext> context) {
        try {
            thread.execute(() -> run(event, context));
            return true;
        } catch (RejectedExecutionException full) {
            complain("is too slow, events are dropped", null);
            return false;
        }
    }

    /** Drops what waits; the run that is under way is interrupted. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void run(String event, Supplier<SipContext> context) {
        try {
            route.run(event, context.get());
        } catch (Throwable failure) {
            complain("failed on " + event, failure);
        }
    }

    private void complain(String what, Throwable failure) {
        long now = System.nanoTime();
        long allowed = nextComplaint.get();
        if (now - allowed >= 0 && nextComplaint.compareAndSet(allowed, now + COMPLAINT_NANOS)) {
            LOG.warn("registrar: event route {} {}", route.getClass().getName(), what, failure);
        }
    }

    private static Thread thread(Runnable run) {
        Thread thread = new Thread(run, "waypost-contact-expired");
        thread.setDaemon(true);
        return thread;
    }
}
