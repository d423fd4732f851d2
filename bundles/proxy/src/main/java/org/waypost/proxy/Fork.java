package org.waypost.proxy;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.waypost.sip.Flow;
import org.waypost.sip.SipContext;

/**
 * The response context of a forwarded request (RFC 3261 16.7): all its branches at once, and the one answer that is made of theirs.
 * Its own lock guards it; while it is held, nothing is asked of a client transaction that another thread may be in, and no script
 * runs.
 */
final class Fork implements ServerTransactions.Owner {

    /** The failure_reply_mode that forgets nothing. */
    private static final int KEEP_ALL = 0;

    private final ForkTools tools;
    private final SIPRequest request;
    private final ServerTransaction server;
    private final Upstream upstream;
    private final Flow arrival;
    private final FailureRoutes routes;
    private final boolean invite;
    private final BranchTimers timers;
    private final FlowRules flows;
    private final BranchSet branches = new BranchSet();
    private final Cancels cancels;
    private final Turns turns;
    private final Choice choice;
    private final BranchSender sender;
    private final ForkControl control;
    private final Steps steps = new Steps(this, this::nextStep);
    private boolean starting;
    private boolean handedBack;
    private boolean cancelled;

    /** @param context of the transaction, for the routes of a script; empty if none takes part */
    Fork(ForkTools tools, SIPRequest request, ServerTransaction server, Flow arrival, Optional<SipContext> context) {
        this.tools = tools;
        this.request = request;
        this.server = server;
        this.upstream = new Upstream(request, server, tools.counters(), this::caller);
        this.arrival = arrival;
        this.routes = new FailureRoutes(tools.scripts(), context);
        this.flows = new FlowRules(tools.settings().get().serialFlows(), tools);
        this.invite = request.getMethod().equals(Request.INVITE);
        this.timers = new BranchTimers(this, invite, tools);
        this.cancels = new Cancels(tools, timers, branches);
        this.turns = new Turns(tools, branches);
        this.choice = new Choice(branches, invite, tools.settings());
        this.sender = new BranchSender(this, tools, arrival, flows, timers);
        this.control = new ForkControl(this, branches, choice, cancels, upstream, timers);
    }

    Optional<SipContext> context() {
        return routes.context();
    }

    /** For scripts. */
    ForkControl control() {
        return control;
    }

    synchronized int size() {
        return branches.size();
    }

    private Flow caller() {
        return tools.flows().back(arrival, request.getTopmostVia());
    }

    /** Sends the request to the targets of the first group, which may not be the first that are tried; to others when those fail. */
    void start(List<List<Target>> groups, CallPlan plan) {
        List<ForkBranch> begun;
        synchronized (this) {
            if (invite && plan.wishes.isOn(Switch.TRYING, settings().trying())) {
                upstream.trying();
            }
            if (plan.step() == CallPlan.Step.FAILURE) {
                startAgain();
            }
            turns.later(groups.subList(1, groups.size()));
            begun = branches.add(this, groups.get(0), plan, flows.serial());
            starting = plan.step() == CallPlan.Step.REQUEST;
        }
        begun.forEach(sender::depart);
        synchronized (this) {
            starting = false;
        }
    }

    // What all before have answered may not count any more.
    private void startAgain() {
        if (settings().failureReplyMode() != KEEP_ALL) {
            branches.dropAnswers(false);
        }
        branches.newLeg();
    }

    /** A response came for one of the branches. */
    void response(ForkBranch branch, Response response) {
        synchronized (this) {
            int status = response.getStatusCode();
            if (status < 200) {
                provisional(branch, response);
            } else {
                branch.answered();
                if (invite && status < 300) {
                    accepted(branch, response);
                } else {
                    finish(branch, Outcome.of(response));
                }
            }
        }
        settle();
    }

    private void provisional(ForkBranch branch, Response response) {
        timers.provisional(branch, response.getStatusCode(), turns.hasGroup());
        branch.provisional(response.getStatusCode());
        upstream.provisional(response);
        cancels.due(branch);
    }

    private void accepted(ForkBranch branch, Response response) {
        upstream.accepted(response);
        if (branch.accept()) {
            Optional<ForkBranch> watched =
                    Optional.of(branch).filter(seen -> seen.plan().seesReplies());
            tools.accepted().remember(branch.viaBranch(), new Accepted.Caller(caller(), watched));
            if (branch.isPending()) {
                end(branch, Outcome.of(response));
            }
            cancelAll(cancels.reason(response.getStatusCode()));
            endIfDone();
        }
    }

    /** Whether the branch is not to be sent any more. Only with the lock held. */
    boolean isGivenUp(ForkBranch branch) {
        return branch.isCancelled() || cancelled || upstream.isAnswered();
    }

    /** Whether a group of targets waits until those that are tried have failed. Only with the lock held. */
    boolean hasOthers() {
        return turns.hasGroup();
    }

    /** The branch timed out, or nothing can be sent to it any more. */
    void failed(ForkBranch branch, Outcome outcome) {
        finish(branch, outcome);
        settle();
    }

    /** The branch is not waited for any longer. */
    void unanswered(ForkBranch branch) {
        branch.abandon();
        failed(branch, Outcome.timeout());
    }

    /** The connection that the branch was sent over has ended. A device that rings answers over another one (RFC 3261 18.2.2). */
    void connectionLost(ForkBranch branch) {
        synchronized (this) {
            if (!branch.isPending() || !flows.isLost(branch)) {
                return;
            }
        }
        branch.abandon();
        failed(branch, flows.lost(branch.target().branch()));
    }

    /** The caller hung up before an answer. */
    @Override
    public void cancel(SIPRequest cancel) {
        synchronized (this) {
            cancelled = true;
            cancelAll(cancels.reasonOf(cancel, branches.wishes()));
        }
        settle();
    }

    /** The route gave the answer itself. */
    void answered(int status) {
        if (status >= 200 && !upstream.isAnswered()) {
            upstream.answered(status);
            cancelAll(cancels.reason(status));
        }
    }

    /** Whether this is the fork of that request. */
    boolean isOf(String callId, String sequence) {
        return request.getCallId().getCallId().equals(callId)
                && Long.toString(request.getCSeq().getSeqNumber()).equals(sequence);
    }

    boolean isInvite() {
        return invite;
    }

    /** Whether nothing could be sent, so that the route may answer or try other targets. */
    synchronized boolean isHandedBack() {
        return handedBack;
    }

    /** Ends everything at once, as the proxy stops. */
    synchronized void abandon() {
        if (!upstream.isAnswered() && branches.size() > 0) {
            cancelAll(Cancels.NO_REASON);
            upstream.abandon();
        }
    }

    /** The caller hung up before this was begun. */
    synchronized void cancelledBefore() {
        cancelled = true;
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    /** The branch has come to its end; {@link #settle} is to follow once the lock is free. */
    synchronized void finish(ForkBranch branch, Outcome outcome) {
        if (!branch.isPending()) {
            return;
        }
        Outcome told = flows.told(branch.target().branch(), outcome);
        end(branch, told);
        if (turns.replace(branch, outcome, isWantedStill(branch))) {
            return;
        }
        if (told.status() >= 300 && !upstream.isAnswered() && routes.isSetFor(branch)) {
            routes.failed(branch);
        } else {
            decide(told);
        }
    }

    private void decide(Outcome told) {
        if (choice.isEnd(told) && !upstream.isAnswered()) {
            if (invite) {
                cancelAll(cancels.reason(told.status()));
            } else {
                upstream.conclude(told, settings().hides503());
            }
        }
        endIfDone();
    }

    private void end(ForkBranch branch, Outcome outcome) {
        branch.finish(outcome);
        branches.ended(branch);
        flows.ended(branch);
    }

    private boolean isWantedStill(ForkBranch branch) {
        return !branch.isRinging() && !isGivenUp(branch);
    }

    private void endIfDone() {
        if (branches.isAnyPending() || routes.isAnyToRun()) {
            return;
        }
        if (!upstream.isAnswered()) {
            if (choice.make() && turns.hasGroup() && !cancelled) {
                turns.takeGroup(this, flows.serial());
                return;
            }
            choice.complete(cancelled);
            if (isForRoute()) {
                handedBack = true;
            } else if (routes.isSet()) {
                routes.allFailed();
                return;
            } else {
                choice.outcome()
                        .ifPresent(
                                failure -> upstream.conclude(failure, settings().hides503()));
            }
        }
        end();
    }

    // The route that asked for it still runs, and may go on otherwise.
    private boolean isForRoute() {
        return starting && branches.unsent() > 0;
    }

    private void end() {
        ServerTransactions.disown(server, this, cancelled);
        tools.ended().accept(this);
    }

    /** Does what must wait until nobody holds the lock. */
    void settle() {
        steps.run();
    }

    private Optional<Runnable> nextStep() {
        Optional<ForkBranch> due = turns.next();
        if (due.isPresent()) {
            return due.map(branch -> () -> sender.depart(branch));
        }
        Optional<ForkBranch> failed = routes.next();
        if (failed.isPresent()) {
            return failed.map(branch -> () -> runBranchFailureRoute(branch));
        }
        return routes.takeAllFailed() ? Optional.of(this::runFailureRoute) : Optional.empty();
    }

    private void runBranchFailureRoute(ForkBranch branch) {
        int status = 0;
        try {
            status = routes.run(branch);
        } finally {
            synchronized (this) {
                routes.ended();
                answered(status);
                decide(branch.outcome().orElseThrow());
            }
        }
    }

    private void runFailureRoute() {
        Outcome failure;
        int tried;
        synchronized (this) {
            if (upstream.isAnswered()) {
                end();
                return;
            }
            failure = choice.outcome().orElseThrow();
            tried = branches.size();
        }
        int status = 0;
        try {
            status = routes.run();
        } finally {
            synchronized (this) {
                answered(status);
                if (branches.size() == tried) {
                    if (!upstream.isAnswered()) {
                        upstream.conclude(failure, settings().hides503());
                    }
                    end();
                }
            }
        }
    }

    /** Timer C has fired: no answer since the last provisional one. */
    void ringsTooLong(ForkBranch branch) {
        synchronized (this) {
            cancels.cancel(each -> each == branch, Cancels.NO_REASON);
            finish(branch, Outcome.timeout());
        }
        settle();
    }

    private void cancelAll(String reason) {
        cancelThose(branch -> true, reason);
    }

    void cancelThose(Predicate<ForkBranch> wanted, String reason) {
        if (invite) {
            List<ForkBranch> forgotten = cancels.cancel(wanted, reason);
            forgotten.forEach(ForkBranch::abandon);
            forgotten.forEach(branch -> finish(branch, Outcome.cancelled()));
        }
    }

    private BranchSettings settings() {
        return tools.settings().get().branches();
    }
}
