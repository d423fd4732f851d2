package org.waypost.sip.transport.ws;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.EventRoute;
import org.waypost.sip.Flow;
import org.waypost.sip.ScriptCallback;
import org.waypost.sip.SipTransport;
import org.waypost.sip.transport.LogThrottle;

/**
 * Raises the event {@code websocket:closed} when a WebSocket has ended: for the function that the parameter event_callback names, and
 * for routes. They run on a thread of their own; when too many events wait further ones are dropped and counted.
 */
@Component(immediate = true, service = ClosedEvents.class)
public final class ClosedEvents {

    private static final Logger LOG = LoggerFactory.getLogger(ClosedEvents.class);
    private static final String CLOSED = "websocket:closed";
    private static final int LONGEST = 10_000;
    private static final int IDLE_SECONDS = 30;

    private final SipTransport transport;
    private final WebSocketLayer layer;
    private final List<EventRoute> routes = new CopyOnWriteArrayList<>();
    private final LogThrottle throttle = new LogThrottle();
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(LONGEST), ClosedEvents::thread);

    /** The function that was last found to be missing, so that it is logged once. Read and written by that thread. */
    private String missing = "";

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ScriptCallback script;

    @Activate
    public ClosedEvents(@Reference SipTransport transport, @Reference WebSocketLayer layer) {
        this.transport = transport;
        this.layer = layer;
        thread.allowCoreThreadTimeOut(true);
        layer.whenClosed(this::closed);
    }

    @Deactivate
    void stop() {
        layer.whenClosed(flow -> {});
        thread.shutdownNow();
    }

    @Reference(
            target = "(" + EventRoute.EVENT + "=" + CLOSED + ")",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindRoute(EventRoute route) {
        routes.add(route);
    }

    void unbindRoute(EventRoute route) {
        routes.remove(route);
    }

    private void closed(Flow flow) {
        if (!routes.isEmpty() || !layer.settings().eventCallback().isEmpty()) {
            try {
                thread.execute(() -> tell(flow));
            } catch (RejectedExecutionException full) {
                layer.counters().droppedEvent();
            }
        }
    }

    private void tell(Flow flow) {
        String function = layer.settings().eventCallback();
        if (!function.isEmpty()) {
            call(function, flow);
        }
        for (EventRoute route : routes) {
            try {
                route.run(CLOSED, transport.eventContext(flow));
            } catch (Throwable failure) {
                throttle.warn(LOG, "A route for " + CLOSED + " failed", failure);
            }
        }
    }

    private void call(String function, Flow flow) {
        ScriptCallback callback = script;
        if (callback != null
                && callback.call(function, transport.eventContext(flow), CLOSED) != ScriptCallback.Outcome.MISSING) {
            missing = "";
        } else if (!function.equals(missing)) {
            missing = function;
            LOG.warn("websocket.event_callback: no script has a function '{}', {} goes unheard", function, CLOSED);
        }
    }

    private static Thread thread(Runnable run) {
        Thread thread = new Thread(run, "waypost-websocket-closed");
        thread.setDaemon(true);
        return thread;
    }
}
