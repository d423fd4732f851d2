package org.waypost.proxy;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.function.IntSupplier;
import javax.sip.ObjectInUseException;
import javax.sip.ServerTransaction;
import javax.sip.SipProvider;
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.TransactionState;
import javax.sip.TransactionUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.Method;
import org.waypost.sip.SipContext;

/** Opens the server transactions of requests, up to a number, and ends those that come to nothing. */
final class ServerTransactions {

    private static final Logger LOG = LoggerFactory.getLogger(ServerTransactions.class);

    private final SipProvider provider;
    private final Deadlines deadlines;
    private final ProxyCounters counters;
    private final IntSupplier most;
    private volatile boolean openedUnwatched;

    ServerTransactions(SipProvider provider, Deadlines deadlines, ProxyCounters counters, IntSupplier most) {
        this.provider = provider;
        this.deadlines = deadlines;
        this.counters = counters;
        this.most = most;
    }

    /** What came of opening a server transaction. */
    enum Opened {
        OPEN,
        REPEATED,
        REFUSED,
        FAILED
    }

    /** Opens the server transaction of a request that came in for the first time, unless it has one. */
    Opened open(SipContext context, CallPlan plan, SIPRequest request) {
        if (plan.server().isPresent()) {
            return Opened.OPEN;
        }
        if (stack().getServerTransactionTableSize() >= most.getAsInt()) {
            counters.refused();
            context.replyHeaders().put("Retry-After: 5\r\n");
            context.reply(503, "Service Unavailable");
            return Opened.REFUSED;
        }
        try {
            plan.opened(request, provider.getNewServerTransaction(request));
            counters.request();
            Method method = context.request().method();
            openedUnwatched |= method == Method.REGISTER || method == Method.OPTIONS;
            return Opened.OPEN;
        } catch (TransactionAlreadyExistsException e) {
            repeat(request);
            return Opened.REPEATED;
        } catch (TransactionUnavailableException e) {
            LOG.debug("no transaction for a request: {}", e.toString());
            return Opened.FAILED;
        }
    }

    // The same request got here twice, on two threads or because its method is not looked up beforehand.
    private void repeat(SIPRequest request) {
        try {
            if (stack().findTransaction((SIPMessage) request, true) instanceof SIPServerTransaction existing) {
                existing.resendLastResponseAsBytes();
            }
        } catch (IOException e) {
            LOG.debug("an answer could not be repeated: {}", e.toString());
        }
    }

    /** What a transaction belongs to while its request is forwarded or waits: who is told that the caller hung up. */
    interface Owner {
        void cancel(SIPRequest cancel);
    }

    /** What stands in the owner's place once the caller has hung up while there was none. */
    private enum HungUp {
        BEFORE
    }

    /** From now on the owner is told when the caller hangs up; whether the caller has done so already, while nobody was there. */
    static boolean own(ServerTransaction server, Owner owner) {
        synchronized (server) {
            boolean hungUp = server.getApplicationData() == HungUp.BEFORE;
            server.setApplicationData(owner);
            return hungUp;
        }
    }

    /** The owner has come to its end; {@code hungUp} is for who may come after it. */
    static void disown(ServerTransaction server, Owner owner, boolean hungUp) {
        synchronized (server) {
            if (server.getApplicationData() == owner) {
                server.setApplicationData(hungUp ? HungUp.BEFORE : null);
            }
        }
    }

    /** The caller has hung up. */
    static void cancel(ServerTransaction server, SIPRequest cancel) {
        Owner owner;
        synchronized (server) {
            if (!(server.getApplicationData() instanceof Owner present)) {
                server.setApplicationData(HungUp.BEFORE);
                return;
            }
            owner = present;
        }
        owner.cancel(cancel);
    }

    /**
     * Ends a server transaction that nobody has answered in time. One that was answered is not kept for that: a script may answer
     * thousands in a second.
     */
    void endUnused(ServerTransaction server) {
        WeakReference<ServerTransaction> unused = new WeakReference<>(server);
        deadlines.in(BranchTimers.LINGER_MILLIS, () -> {
            ServerTransaction still = unused.get();
            if (still != null && !(still.getApplicationData() instanceof Owner)) {
                drop(still);
            }
        });
    }

    /** Ends a server transaction at once. */
    static void drop(ServerTransaction server) {
        if (server.getState() != TransactionState.TERMINATED) {
            try {
                server.terminate();
            } catch (ObjectInUseException e) {
                LOG.debug("a transaction could not be ended: {}", e.toString());
            }
        }
    }

    /** Whether there may be transactions of requests that the transaction layer does not look up, to spare others that. */
    boolean hasOpenedUnwatched() {
        return openedUnwatched;
    }

    private SIPTransactionStack stack() {
        return (SIPTransactionStack) provider.getSipStack();
    }
}
