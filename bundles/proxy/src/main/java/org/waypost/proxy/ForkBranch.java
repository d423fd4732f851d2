package org.waypost.proxy;

import gov.nist.javax.sip.message.SIPMessage;
import java.util.Optional;
import java.util.concurrent.Future;
import javax.sip.ClientTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.message.Request;
import org.waypost.sip.Flow;

/** One target of a {@link Fork} and how far it has come. Its owner's lock guards it. */
final class ForkBranch {

    private final Fork fork;
    private final int index;
    private final Target target;
    private final CallPlan plan;
    private Optional<ClientTransaction> transaction = Optional.empty();
    private Optional<Flow> flow = Optional.empty();
    private Optional<Outcome> outcome = Optional.empty();
    private Future<?> deadline = Deadlines.never();
    private boolean provisional;
    private boolean cancelled;
    private boolean cancelSent;

    ForkBranch(Fork fork, int index, Target target, CallPlan plan) {
        this.fork = fork;
        this.index = index;
        this.target = target;
        this.plan = plan;
    }

    /** Its number within the fork, 0 and up. */
    int index() {
        return index;
    }

    Target target() {
        return target;
    }

    /** What was asked for when it was begun. */
    CallPlan plan() {
        return plan;
    }

    Fork fork() {
        return fork;
    }

    /** Whether a provisional response came. */
    boolean hasRung() {
        return provisional;
    }

    void sent(ClientTransaction client, Flow over) {
        transaction = Optional.of(client);
        flow = Optional.of(over);
    }

    boolean isPending() {
        return outcome.isEmpty();
    }

    Optional<Outcome> outcome() {
        return outcome;
    }

    void finish(Outcome result) {
        deadline.cancel(false);
        outcome = Optional.of(result);
    }

    /** A provisional response came; from now on the branch can be cancelled (RFC 3261 9.1). */
    void provisional() {
        provisional = true;
    }

    void cancel() {
        cancelled = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** Whether the CANCEL is wanted, allowed and not sent yet. */
    boolean isCancelDue() {
        return cancelled && provisional && !cancelSent && isPending() && transaction.isPresent();
    }

    void sendCancel(SipProvider provider) throws SipException {
        cancelSent = true;
        Request cancel = transaction.orElseThrow().createCancel();
        ((SIPMessage) cancel).setApplicationData(flow.orElseThrow());
        provider.getNewClientTransaction(cancel).sendRequest();
    }

    void deadline(Future<?> newDeadline) {
        deadline.cancel(false);
        deadline = newDeadline;
    }

    /** Ends the client transaction without waiting for an answer any longer. */
    void abandon() {
        transaction.ifPresent(client -> {
            try {
                client.terminate();
            } catch (SipException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
