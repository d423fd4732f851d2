package org.waypost.proxy;

import gov.nist.javax.sip.message.SIPMessage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import javax.sip.ClientTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.Flow;
import org.waypost.sip.SipServer;

/** One target of a {@link Fork} and how far it has come; it may be a flow that waits for another one to fail. Its owner's lock guards it. */
final class ForkBranch {

    private static final Logger LOG = LoggerFactory.getLogger(ForkBranch.class);

    private final Fork fork;
    private final int index;
    private final Target target;
    private final CallPlan plan;
    private Optional<ClientTransaction> transaction = Optional.empty();
    private Optional<Flow> flow = Optional.empty();
    private Optional<Outcome> outcome = Optional.empty();
    private Optional<ForkBranch> nextFlow = Optional.empty();
    private List<SipServer> servers = List.of();
    private Future<?> deadline = Deadlines.never();
    private boolean begun;
    private boolean provisional;
    private boolean ringing;
    private boolean cancelled;
    private boolean cancelSent;
    private boolean answered;
    private boolean accepted;
    private boolean dropped;
    private String reason = "";

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

    /** A client transaction for {@code request}, which is about to be sent over {@code over}. */
    ClientTransaction open(SipProvider provider, Request request, Flow over) throws SipException {
        ClientTransaction client = provider.getNewClientTransaction(request);
        client.setApplicationData(this);
        transaction = Optional.of(client);
        flow = Optional.of(over);
        return client;
    }

    /** Whether a client transaction was opened for it. */
    boolean isSent() {
        return transaction.isPresent();
    }

    /** From now on it is tried. */
    void begin() {
        begun = true;
    }

    boolean isPending() {
        return begun && outcome.isEmpty();
    }

    /** The flow of the same device that is to be tried if this one fails. */
    void nextFlow(ForkBranch next) {
        nextFlow = Optional.of(next);
    }

    /** The servers it can be sent to, the one in use first; empty if there is no choice. */
    void servers(List<SipServer> found) {
        servers = found;
    }

    List<SipServer> servers() {
        return servers;
    }

    /** A branch that takes the place of this one at the servers that are left. */
    ForkBranch atNextServer(int newIndex) {
        ForkBranch next = new ForkBranch(fork, newIndex, target, plan);
        next.servers = servers.subList(1, servers.size());
        next.nextFlow = nextFlow;
        nextFlow = Optional.of(next);
        return next;
    }

    Optional<ForkBranch> nextFlow() {
        return nextFlow;
    }

    /** Whether it failed and another flow of its device, or another server, was tried in its place. */
    boolean isReplaced() {
        return nextFlow.filter(next -> next.begun).isPresent();
    }

    /** The branch in the Via it was sent with; empty if it was not. */
    String viaBranch() {
        return transaction.map(ClientTransaction::getBranchId).orElse("");
    }

    /** The connection it was sent on, or -1. */
    int connection() {
        return flow.map(Flow::id).orElse(-1);
    }

    Optional<Outcome> outcome() {
        return outcome;
    }

    void finish(Outcome result) {
        answered |= result.response().isPresent();
        if (answered || !cancelled) {
            deadline.cancel(false);
        }
        outcome = Optional.of(result);
    }

    /** A final response came, perhaps after the branch was given up: there is nothing to be cancelled any more. */
    void answered() {
        answered = true;
        if (!isPending()) {
            deadline.cancel(false);
        }
    }

    /** Whether this is the first 2xx to an INVITE. */
    boolean accept() {
        boolean first = !accepted;
        accepted = true;
        return first;
    }

    /** A provisional response came; from now on the branch can be cancelled (RFC 3261 9.1). */
    void provisional(int status) {
        provisional = true;
        ringing |= status > Response.TRYING;
    }

    /** Whether the device itself is known to have the request. */
    boolean isRinging() {
        return ringing;
    }

    /** @param why lines of Reason headers (RFC 3326), or nothing */
    void cancel(String why) {
        cancelled = true;
        reason = why;
    }

    boolean isCancelled() {
        return cancelled;
    }

    /**
     * Sends the CANCEL if it is wanted and not sent yet.
     *
     * @param early whether also to who has not given any answer
     */
    void cancelIfDue(SipProvider provider, boolean early) {
        if (!cancelled || !provisional && !early || cancelSent || answered || transaction.isEmpty()) {
            return;
        }
        cancelSent = true;
        try {
            Request cancel = transaction.get().createCancel();
            ((SIPMessage) cancel).setApplicationData(flow.orElseThrow());
            if (!reason.isEmpty()) {
                cancel.addHeader(new Lines(reason));
            }
            provider.getNewClientTransaction(cancel).sendRequest();
        } catch (SipException | RuntimeException e) {
            LOG.debug("a CANCEL could not be sent: {}", e.toString());
        }
    }

    /** Its answer is not one of those to choose from any more. */
    void drop() {
        dropped = true;
    }

    boolean isDropped() {
        return dropped;
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
