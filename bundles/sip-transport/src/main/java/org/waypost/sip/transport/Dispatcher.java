package org.waypost.sip.transport;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.Flow;
import org.waypost.sip.HeaderName;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.MessageTap;
import org.waypost.sip.Method;
import org.waypost.sip.RequestRoute;
import org.waypost.sip.ResponseListener;
import org.waypost.sip.SipContext;
import org.waypost.sip.transport.wire.MessageScanner;
import org.waypost.sip.transport.wire.ReplyWriter;
import org.waypost.sip.transport.wire.ScanLimits;
import org.waypost.sip.transport.wire.Verdict;
import org.waypost.sip.transport.wire.WireRequest;
import org.waypost.sip.transport.wire.WireResponse;

/**
 * Gives each message to who handles it: a response to who sent the request, first the listeners and then the transactions; a request to the route, on the thread that read it or, if it
 * may block, on a worker. While there is no route the answer is 503, and 500 if the route fails, both with Retry-After.
 */
public final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final String RETRY_AFTER = "Retry-After: 5\r\n";
    private static final RequestRoute NO_ROUTE = context -> unavailable(context);
    private static final TransactionLayer NO_TRANSACTIONS = new NoTransactions();

    private static final byte[] EVENT_REQUEST = """
            OPTIONS sip:event@waypost.invalid SIP/2.0\r
            Via: SIP/2.0/UDP 127.0.0.1\r
            From: <sip:event@waypost.invalid>;tag=event\r
            To: <sip:event@waypost.invalid>\r
            Call-ID: event\r
            CSeq: 1 OPTIONS\r
            Content-Length: 0\r
            \r
            """.getBytes(StandardCharsets.ISO_8859_1);

    private final AtomicReference<RequestRoute> route = new AtomicReference<>(NO_ROUTE);
    private final AtomicReference<TransactionLayer> transactions = new AtomicReference<>(NO_TRANSACTIONS);
    private final List<ResponseListener> responseListeners = new CopyOnWriteArrayList<>();
    private final MessageCounters counters = new MessageCounters();
    private final SampledLatency latency = new SampledLatency();
    private final LogThrottle throttle = new LogThrottle();
    private final Workers workers = new Workers();
    private final MessageTaps taps = new MessageTaps();
    private volatile DispatchSettings settings;

    public Dispatcher(DispatchSettings settings) {
        configure(settings);
    }

    /** Puts other settings in force from the next message on. */
    public void configure(DispatchSettings newSettings) {
        workers.resize(newSettings.workers(), newSettings.queueLength());
        settings = newSettings;
    }

    /** Most targets of a request, the first one included. */
    int mostBranches() {
        return settings.mostBranches();
    }

    public void bind(RequestRoute newRoute) {
        route.set(newRoute);
    }

    /** Leaves the route alone if another has taken its place. */
    public void unbind(RequestRoute oldRoute) {
        route.compareAndSet(oldRoute, NO_ROUTE);
    }

    public void bind(TransactionLayer layer) {
        transactions.set(layer);
    }

    /** Leaves the transactions alone if others have taken their place. */
    public void unbind(TransactionLayer layer) {
        transactions.compareAndSet(layer, NO_TRANSACTIONS);
    }

    public void bind(ResponseListener listener) {
        responseListeners.add(listener);
    }

    public void unbind(ResponseListener listener) {
        responseListeners.remove(listener);
    }

    public void bind(MessageTap tap) {
        taps.bind(tap);
    }

    public void unbind(MessageTap tap) {
        taps.unbind(tap);
    }

    /** Who is shown the messages. */
    public MessageTaps taps() {
        return taps;
    }

    /** A context around a made-up request, for event routes. */
    public SipContext eventContext(ListenPoint local) {
        return contextOf(EVENT_REQUEST, new EventFlow(local));
    }

    /** A context around a made-up request, for something that came in on {@code flow}. */
    public SipContext eventContext(Flow flow) {
        return contextOf(EVENT_REQUEST, new EventFlow(flow.local(), flow.remote(), flow.id()));
    }

    /**
     * The context of one request that no reader reads.
     *
     * @throws IllegalArgumentException if {@code message} is not a proper request
     */
    public WireContext contextOf(byte[] message, ReplyFlow flow) {
        MessageScanner scanner = new MessageScanner();
        Verdict verdict = scanner.scan(message, 0, message.length, limits());
        if (verdict != Verdict.REQUEST) {
            throw new IllegalArgumentException("not a request: " + verdict);
        }
        WireContext context = new WireContext(this);
        context.begin(scanner.request(), flow);
        return context;
    }

    /** Stops the workers; what is queued is dropped. */
    public void close() {
        workers.close();
    }

    public MessageCounters counters() {
        return counters;
    }

    /** How long REGISTERs take. */
    public SampledLatency latency() {
        return latency;
    }

    ScanLimits limits() {
        return settings.limits();
    }

    ReplyWriter replyWriter() {
        return settings.replyWriter();
    }

    TransactionLayer transactions() {
        return transactions.get();
    }

    void response(Flow flow, WireResponse response) {
        counters.response(response.status());
        for (ResponseListener listener : responseListeners) {
            try {
                if (listener.absorbs(flow, response)) {
                    return;
                }
            } catch (Throwable failure) {
                throttle.warn(LOG, "A listener of responses failed", failure);
            }
        }
        try {
            transactions.get().response(flow, response);
        } catch (Throwable failure) {
            throttle.warn(LOG, "A response was dropped: the transaction layer failed", failure);
        }
    }

    void request(WireContext context) {
        WireRequest request = context.request();
        Method method = request.method();
        counters.request(method);
        try {
            if (method == Method.REGISTER) {
                if (ContactCount.exceeds(request, settings.contactsPerRequest())) {
                    context.reply(413, "Request Entity Too Large");
                    return;
                }
            } else if (isAbsorbed(context)) {
                return;
            }
            boolean mayBlock = route.get().mayBlock(context);
            if (mayBlock || !workers.areIdle()) {
                queue(context, mayBlock);
            } else {
                route(context);
            }
        } catch (Throwable failure) {
            failed(context, failure);
        }
    }

    private void route(WireContext context) {
        route.get().route(context);
        context.routeEnded();
    }

    /** Offers the route a request that cannot be read; whether that was answered. */
    boolean malformed(WireContext context, int status) {
        try {
            route.get().malformed(context, status, status == 505 ? "Version Not Supported" : "Bad Request");
        } catch (Throwable failure) {
            failed(context, failure);
        }
        boolean answered = context.repliedStatus() != 0;
        if (answered) {
            counters.request(context.request().method());
        }
        return answered;
    }

    // A request whose Call-ID has others waiting may not overtake them, even if it would not block itself.
    private void queue(WireContext context, boolean mayBlock) {
        int callId = context.request().first(HeaderName.CALL_ID).hashCode();
        if (!mayBlock && workers.isIdle(callId)) {
            route(context);
            return;
        }
        context.retain();
        int octets = context.request().octets().array().length;
        if (!workers.offer(callId, octets, () -> run(context))) {
            counters.overload();
            unavailable(context);
        }
    }

    // While it waited, the request it repeats, cancels or acknowledges may have got its transaction.
    private void run(WireContext context) {
        try {
            if (!isAbsorbed(context)) {
                route(context);
            }
        } catch (Throwable failure) {
            failed(context, failure);
        }
    }

    // An ACK for an answer that was given without a transaction ends here too, and must not reach who was called.
    private boolean isAbsorbed(WireContext context) {
        Method method = context.request().method();
        if (method == Method.REGISTER || method == Method.OPTIONS) {
            return false;
        }
        return transactions.get().absorbs(context)
                || method == Method.ACK && replyWriter().isAcknowledgedBy(context.request());
    }

    private void failed(SipContext context, Throwable failure) {
        throttle.warn(LOG, "The route failed; what it has not answered or forwarded is answered 500", failure);
        try {
            if (!context.isHandedOver()) {
                context.replyHeaders().truncate(0);
                context.replyHeaders().put(RETRY_AFTER);
                context.reply(500, "Server Internal Error");
            }
        } catch (Throwable again) {
            throttle.warn(LOG, "A reply could not be written", again);
        }
    }

    private static void unavailable(SipContext context) {
        context.replyHeaders().truncate(0);
        context.replyHeaders().put(RETRY_AFTER);
        context.reply(503, "Service Unavailable");
    }

    /** What stands in while there is no transaction layer: nothing is absorbed or adapted, responses are dropped. */
    private static final class NoTransactions implements TransactionLayer {

        @Override
        public boolean absorbs(SipContext context) {
            return false;
        }

        @Override
        public void response(Flow flow, WireResponse response) {
            // nobody waits for it
        }

        @Override
        public <T> Optional<T> adapt(SipContext context, Class<T> type) {
            return Optional.empty();
        }
    }
}
