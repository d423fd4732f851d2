package org.waypost.sip.transport;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.Flow;
import org.waypost.sip.FlowListener;

/**
 * Tells the {@link FlowListener}s that connections have ended, in that order, on a thread of its own. Its queue is bounded because a
 * connection counts as open towards the limits until its end was told.
 */
public final class FlowEvents implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FlowEvents.class);

    private final List<FlowListener> listeners = new CopyOnWriteArrayList<>();
    private final LogThrottle throttle = new LogThrottle();
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                Thread teller = new Thread(task, "waypost-flow-events");
                teller.setDaemon(true);
                return teller;
            });

    public FlowEvents() {
        thread.allowCoreThreadTimeOut(true);
    }

    public void bind(FlowListener listener) {
        listeners.add(listener);
    }

    public void unbind(FlowListener listener) {
        listeners.remove(listener);
    }

    /** {@code flow} has ended; {@code told} is run after the listeners know. */
    public void closed(Flow flow, Runnable told) {
        try {
            thread.execute(() -> {
                tell(flow);
                told.run();
            });
        } catch (RejectedExecutionException stopped) {
            told.run();
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }

    private void tell(Flow flow) {
        for (FlowListener listener : listeners) {
            try {
                listener.closed(flow);
            } catch (Throwable failure) {
                throttle.warn(LOG, "A listener of closed connections failed", failure);
            }
        }
    }
}
