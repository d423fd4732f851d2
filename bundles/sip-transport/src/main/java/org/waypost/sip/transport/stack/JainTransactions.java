package org.waypost.sip.transport.stack;

import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import gov.nist.javax.sip.stack.SIPDialog;
import gov.nist.javax.sip.stack.ServerResponseInterface;
import gov.nist.javax.sip.stack.timers.SipTimer;
import java.util.Hashtable;
import java.util.Optional;
import java.util.TooManyListenersException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.Flow;
import org.waypost.sip.Method;
import org.waypost.sip.ReceivedResponse;
import org.waypost.sip.SipContext;
import org.waypost.sip.StatisticsGroup;
import org.waypost.sip.transport.ReplyFlow;
import org.waypost.sip.transport.TransactionLayer;
import org.waypost.sip.transport.WireContext;
import org.waypost.sip.transport.stack.AnsweredRequests.Answered;
import org.waypost.sip.transport.wire.WireRequest;
import org.waypost.sip.transport.wire.WireResponse;

/**
 * The transactions of JAIN-SIP for messages off the sockets. What belongs to a transaction is found by its key before anything is
 * parsed; a stray response costs a look at its branch. The SipProvider is a service; the SipListener is found on the whiteboard.
 */
@Component(service = {TransactionLayer.class, StatisticsGroup.class})
public final class JainTransactions implements TransactionLayer, StatisticsGroup {

    private static final Logger LOG = LoggerFactory.getLogger(JainTransactions.class);

    private static final String CANCELLING = "canceling";

    private final FlowStack stack;
    private final ListenerGate listener = new ListenerGate();
    private final LongAdder absorbed = new LongAdder();
    private final LongAdder strays = new LongAdder();
    private volatile Optional<ServiceRegistration<SipProvider>> registration = Optional.empty();

    @Activate
    public JainTransactions(BundleContext context) throws SipException, TooManyListenersException {
        this(new StackTimer());
        registration = Optional.of(context.registerService(SipProvider.class, provider(), new Hashtable<>()));
    }

    /** A layer outside of a container, whose timers somebody else may run. */
    public JainTransactions(SipTimer timer) throws SipException, TooManyListenersException {
        stack = new FlowStack(timer);
        stack.provider().addSipListener(listener);
    }

    @Deactivate
    public void close() {
        registration.ifPresent(ServiceRegistration::unregister);
        stack.stop();
    }

    /** Where the listener gets its transactions. */
    public SipProvider provider() {
        return stack.provider();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void bindListener(SipListener newListener) {
        listener.open(newListener);
    }

    /** The transactions of a listener that goes away are left to themselves. */
    public void unbindListener(SipListener oldListener) {
        if (listener.close(oldListener)) {
            stack.leaveTransactions();
        }
    }

    @Override
    public boolean absorbs(SipContext context) {
        if (!(context.request() instanceof WireRequest request)) {
            return false;
        }
        String key = TransactionKey.of(request);
        Optional<FlowServerTransaction> found = stack.serverTransaction(key);
        if (found.isEmpty()) {
            return stack.answered(key)
                    .filter(answered -> absorbs(context, answered))
                    .isPresent();
        }
        if (!belongs(request, found.get())) {
            return false;
        }
        absorbed.increment();
        switch (request.method()) {
            case ACK -> found.get().acknowledge();
            case CANCEL -> {
                // RFC 3261 16.10: the CANCEL is answered here, the INVITE by what comes of it.
                context.reply(200, CANCELLING);
                cancel(context, request, found.get());
            }
            default -> found.get().repeat();
        }
        return true;
    }

    // RFC 6026 7.1: the ACK of a 2xx is passed on. A CANCEL that comes too late changes nothing.
    private boolean absorbs(SipContext context, Answered answered) {
        Method method = context.request().method();
        if (method == Method.CANCEL && answered.method().equals(Request.INVITE)) {
            context.reply(200, CANCELLING);
        } else if (context.request().methodText().contentEquals(answered.method())) {
            answered.repeat();
        } else {
            return false;
        }
        absorbed.increment();
        return true;
    }

    private static boolean belongs(WireRequest request, FlowServerTransaction transaction) {
        return switch (request.method()) {
            case ACK -> transaction.isRefused();
            case CANCEL -> transaction.isInvite();
            default -> transaction.is(request.methodText().toString());
        };
    }

    private void cancel(SipContext context, WireRequest wire, FlowServerTransaction transaction) {
        Inflater.request(wire.copy(), context.flow().remote()).ifPresent(cancel -> {
            cancel.setInviteTransaction(transaction);
            listener.processRequest(new RequestEvent(stack.provider(), transaction, null, cancel));
        });
    }

    @Override
    public void response(Flow flow, WireResponse wire) {
        String key = TransactionKey.of(wire);
        if (!stack.isOwnBranch(key)) {
            strays.increment();
            return;
        }
        Optional<SIPClientTransaction> transaction = stack.clientTransaction(key);
        // RFC 3261 16.7: without its transaction only a 2xx to an INVITE means anything to a proxy.
        boolean late2xx = wire.status() / 100 == 2 && wire.cseqMethod().contentEquals(Request.INVITE);
        boolean belongs = transaction
                .filter(found -> wire.cseqMethod().contentEquals(found.getMethod()))
                .isPresent();
        if (!belongs && !late2xx) {
            strays.increment();
            return;
        }
        WireResponse kept = wire.copy();
        Inflater.response(kept).ifPresent(response -> {
            response.setApplicationData(new ReceivedResponse(flow, kept));
            deliver(response, transaction);
        });
    }

    private void deliver(SIPResponse response, Optional<SIPClientTransaction> found) {
        if (found.isEmpty()) {
            listener.processResponse(new ResponseEvent(stack.provider(), null, null, response));
            return;
        }
        SIPClientTransaction transaction = found.get();
        transaction.setResponseInterface(new Delivery(transaction));
        transaction.processResponse(response, transaction.getRequestChannel());
    }

    @Override
    public <T> Optional<T> adapt(SipContext context, Class<T> type) {
        if (!(context instanceof WireContext wire)) {
            return Optional.empty();
        }
        if (type == Request.class) {
            return request(wire).map(type::cast);
        }
        if (type == ServerTransaction.class) {
            return transaction(wire).map(type::cast);
        }
        if (type == Response.class) {
            return wire.editedResponse().flatMap(Inflater::response).map(type::cast);
        }
        return Optional.empty();
    }

    private Optional<InflatedRequest> request(WireContext context) {
        WireRequest wire = context.request();
        ReplyFlow flow = context.flow();
        boolean rport = wire.via().wantsRport();
        Optional<InflatedRequest> request = context.edited().flatMap(edited -> {
            if (rport) {
                edited.via().forceRport();
            }
            WireRequest kept = edited == wire ? wire.copy() : edited;
            return Inflater.request(kept, TransactionKey.of(wire), flow.remote());
        });
        if (wire.method() != Method.ACK && !context.isDerived()) {
            int viaPort = wire.via().port();
            request.ifPresent(inflated -> context.opened(
                    stack.open(inflated, flow, (octets, length) -> flow.reply(octets, length, viaPort, rport))));
        }
        return request;
    }

    private Optional<FlowServerTransaction> transaction(WireContext context) {
        if (context.transaction().isPresent()) {
            context.replyThroughTransaction();
            return context.transaction().map(FlowServerTransaction.class::cast);
        }
        WireRequest request = context.request();
        return stack.serverTransaction(TransactionKey.of(request)).filter(found -> belongs(request, found));
    }

    @Override
    public String group() {
        return "transactions";
    }

    @Override
    public void collect(ObjLongConsumer<String> sink) {
        sink.accept("server_transactions", stack.getServerTransactionTableSize());
        sink.accept("client_transactions", stack.getClientTransactionTableSize());
        sink.accept("absorbed_requests", absorbed.sum());
        sink.accept("stray_responses", strays.sum());
    }

    @Override
    public boolean isGauge(String name) {
        return name.endsWith("_transactions");
    }

    @Override
    public void reset() {
        absorbed.reset();
        strays.reset();
    }

    /** Takes a response from the state machine of its transaction to the listener. */
    private final class Delivery implements ServerResponseInterface {

        private final SIPClientTransaction transaction;

        Delivery(SIPClientTransaction transaction) {
            this.transaction = transaction;
        }

        @Override
        public void processResponse(SIPResponse response, MessageChannel channel, SIPDialog dialog) {
            processResponse(response, channel);
        }

        @Override
        public void processResponse(SIPResponse response, MessageChannel channel) {
            try {
                listener.processResponse(new ResponseEvent(stack.provider(), transaction, null, response));
            } catch (RuntimeException e) {
                LOG.debug("the listener failed on a response", e);
            }
        }
    }
}
