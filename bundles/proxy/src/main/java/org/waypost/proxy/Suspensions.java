package org.waypost.proxy;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import javax.sip.ServerTransaction;
import org.waypost.sip.HeaderName;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipRequest;

/** Requests whose processing was stopped, to go on when something else has happened, or to end after fr_timer. */
final class Suspensions {

    private static final Outcome RESUMED = Outcome.failure(500, "Server Internal Error");

    private final Scripts scripts;
    private final Deadlines deadlines;
    private final ServerTransactions servers;
    private final Map<TransactionId, Suspended> waiting = new ConcurrentHashMap<>();

    Suspensions(Scripts scripts, Deadlines deadlines, ServerTransactions servers) {
        this.scripts = scripts;
        this.deadlines = deadlines;
        this.servers = servers;
    }

    /** One of them. The transaction it belongs to has it as its application data, so that a CANCEL finds it. */
    private final class Suspended implements ServerTransactions.Owner {

        private final TransactionId id;
        private final SipContext context;
        private Future<?> deadline = Deadlines.never();

        private Suspended(TransactionId id, SipContext context) {
            this.id = id;
            this.context = context;
        }

        // It may be over before anybody can be told of it.
        private synchronized void begin(int millis) {
            if (waiting.containsKey(id)) {
                deadline = deadlines.in(millis, () -> expire(id));
            }
        }

        private synchronized void taken() {
            deadline.cancel(false);
        }

        private boolean isOf(String callId, String sequence) {
            SipRequest request = context.request();
            return request.first(HeaderName.CALL_ID).toString().equals(callId)
                    && request.first(HeaderName.CSEQ)
                            .toString()
                            .split("\\s", 2)[0]
                            .equals(sequence);
        }

        /** The caller hung up. */
        @Override
        public void cancel(SIPRequest cancel) {
            if (!end(487, "Request Terminated")) {
                ServerTransaction server = CallPlan.of(context).server().orElseThrow();
                ServerTransactions.disown(server, this, true);
                ServerTransactions.cancel(server, cancel);
            }
        }

        /** Answers it, unless somebody goes on with it. */
        private boolean end(int status, String reason) {
            Optional<Suspended> own = take(id);
            own.ifPresent(suspended -> context.reply(status, reason));
            return own.isPresent();
        }
    }

    /**
     * Stops a request that has a transaction.
     *
     * @param kept a context of its own, for the time after
     * @param millis after which it is given up
     */
    void add(SipContext kept, int millis) {
        CallPlan plan = CallPlan.of(kept);
        ServerTransaction server = plan.server().orElseThrow();
        Suspended suspended = new Suspended(plan.id().orElseThrow(), kept);
        waiting.put(suspended.id, suspended);
        if (ServerTransactions.own(server, suspended)) {
            suspended.end(487, "Request Terminated");
        } else {
            suspended.begin(millis);
        }
    }

    /** Goes on with a request by calling a function of the script; false if it was not stopped. */
    boolean resume(TransactionId id, String function) {
        Optional<Suspended> found = take(id);
        found.ifPresent(suspended -> goOn(suspended, RESUMED, function));
        return found.isPresent();
    }

    /** Answers the request of that Call-ID and CSeq; false if none of those that wait is it. */
    boolean answer(String callId, String sequence, int status, String reason) {
        return waiting.values().stream()
                .filter(suspended -> suspended.isOf(callId, sequence))
                .findFirst()
                .filter(suspended -> suspended.end(status, reason))
                .isPresent();
    }

    /** The route that stopped the request has gone on with it after all. */
    void forget(CallPlan plan) {
        plan.suspended = false;
        plan.id().ifPresent(this::take);
    }

    /** Ends everything at once, as the proxy stops. */
    void abandon() {
        waiting.values().forEach(suspended -> suspended.end(503, "Service Unavailable"));
    }

    private void expire(TransactionId id) {
        take(id).ifPresent(suspended -> {
            CallPlan plan = CallPlan.of(suspended.context);
            String function = plan.onFailure;
            plan.onFailure = "";
            goOn(suspended, Outcome.timeout(), function);
        });
    }

    private Optional<Suspended> take(TransactionId id) {
        Optional<Suspended> found = Optional.ofNullable(waiting.remove(id));
        found.ifPresent(suspended -> {
            suspended.taken();
            ServerTransaction server = CallPlan.of(suspended.context).server().orElseThrow();
            ServerTransactions.disown(server, suspended, false);
            servers.endUnused(server);
        });
        return found;
    }

    // What the function leaves as it is fails.
    private void goOn(Suspended suspended, Outcome failure, String function) {
        SipContext context = suspended.context;
        CallPlan plan = CallPlan.of(context);
        plan.failure = Optional.of(failure);
        scripts.call(function, context);
        boolean handled = plan.fork().isPresent() || waiting.containsKey(suspended.id) || plan.dropped > 0;
        if (!handled && context.repliedStatus() < 200) {
            context.reply(failure.status(), failure.reason());
        }
    }
}
