package org.waypost.proxy;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.sip.Branch;
import org.waypost.sip.Method;
import org.waypost.sip.SipContext;

/**
 * What a script does beyond the transaction in hand, with Kamailio's results: stops a request and goes on with another one, ends other
 * calls, sends requests of its own.
 */
@Component(service = OtherTransactions.class)
public final class OtherTransactions {

    private static final int MOST_FLAG = 31;

    private final Relay relay;
    private final Transactions transactions;

    @Activate
    public OtherTransactions(@Reference Relay relay, @Reference Transactions transactions) {
        this.relay = relay;
        this.transactions = transactions;
    }

    /** Stops the request until {@link #resume}; its transaction is opened if it has none. */
    int suspend(SipContext context) {
        CallPlan plan = CallPlan.of(context);
        boolean ofRequest = plan.step() == CallPlan.Step.REQUEST || plan.step() == CallPlan.Step.FAILURE;
        if (!ofRequest || plan.fork().isPresent() || plan.suspended || context.repliedStatus() >= 200) {
            return -1;
        }
        if (plan.server().isEmpty() && transactions.open(context) != 1) {
            return -1;
        }
        boolean trying = plan.wishes.isOn(Switch.TRYING, relay.settings().trying());
        if (trying && context.request().method() == Method.INVITE && context.repliedStatus() == 0) {
            context.reply(100, "Trying");
            plan.wishes = plan.wishes.with(Switch.TRYING, false);
        }
        SipContext kept = Targets.copy(context);
        plan.into(kept, CallPlan.Step.FAILURE, 0);
        plan.suspended = true;
        context.handOver();
        int wanted = plan.wishes.answerMillis();
        relay.suspensions().add(kept, wanted > 0 ? wanted : relay.settings().answerMillis());
        return 1;
    }

    int resume(int index, int label, String function) {
        return Functions.code(relay.suspensions().resume(new TransactionId(index, label), function));
    }

    /**
     * Cancels the INVITE of that Call-ID and CSeq.
     *
     * @param flag of the transaction to be set, unless it is none of 0..31
     * @param status it is cancelled for; 0 for none in particular
     */
    int cancel(String callId, String sequence, int flag, int status) {
        List<Fork> found = relay.forks(callId, sequence).filter(Fork::isInvite).toList();
        for (Fork fork : found) {
            if (flag >= 0 && flag <= MOST_FLAG) {
                fork.context().ifPresent(own -> own.flags(own.flags() | 1 << flag));
            }
            ForkControl control = fork.control();
            control.cancel(branch -> true, status > 0 ? control.reason(status) : Cancels.NO_REASON);
        }
        return Functions.code(!found.isEmpty());
    }

    /** Answers the request of that Call-ID and CSeq. */
    int answer(String callId, String sequence, int status, String reason) {
        boolean answered = status >= 200
                && status <= 699
                && (relay.forks(callId, sequence)
                                .anyMatch(fork -> fork.control().answer(status, reason))
                        || relay.suspensions().answer(callId, sequence, status, reason));
        return Functions.code(answered);
    }

    /** Sends a copy of the request to another server, whose answers nobody gets; the request is still to be answered. */
    int replicate(SipContext context, String destination) {
        CallPlan plan = CallPlan.of(context);
        if (plan.step() != CallPlan.Step.REQUEST
                || context.request().method() == Method.ACK
                || context.request().method() == Method.CANCEL) {
            return -1;
        }
        if (plan.server().isEmpty()) {
            int opened = transactions.open(context);
            if (opened != 1) {
                return opened;
            }
        }
        Optional<SIPRequest> request = Targets.inflate(context.copy());
        request.ifPresent(copy -> relay.ownRequests()
                .send(
                        copy,
                        context.target().withDestination(destination).withFlow(-1),
                        context.flow().local()));
        return Functions.code(request.isPresent());
    }

    /**
     * Sends a request that belongs to no call here.
     *
     * @param nextHop where it is sent to; empty for what its URI says
     * @param socket it is sent from; empty for one that fits
     */
    int send(SipContext context, SIPRequest request, String nextHop, String socket) {
        if (!socket.isEmpty() && relay.sockets().listenPoint(socket).isEmpty()) {
            throw new IllegalArgumentException(socket + " is no socket of this server");
        }
        Branch target = Branch.to(request.getRequestURI().toString())
                .withDestination(nextHop)
                .withSocket(socket);
        relay.ownRequests().send(request, target, context.flow().local());
        return 1;
    }

    /** Forgets the transaction without a word to the caller; what is repeated is a new request. */
    int drop(SipContext context, int status) {
        CallPlan plan = CallPlan.of(context);
        if (plan.server().isEmpty()) {
            return -1;
        }
        plan.dropped = status;
        plan.fork().ifPresent(fork -> fork.control().answeredByRoute(status));
        ServerTransactions.drop(plan.server().get());
        return 0;
    }
}
