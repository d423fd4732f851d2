package org.waypost.proxy;

import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.Flow;
import org.waypost.sip.SipContext;

/**
 * The response context of a forwarded request (RFC 3261 16.7): all its branches at once, and the one answer that is made of theirs.
 * Its own lock guards it; while it is held, nothing is asked of a client transaction that another thread may be in, and no script
 * runs.
 */
final class Fork {

    private static final Logger LOG = LoggerFactory.getLogger(Fork.class);

    /** How long an answer to a CANCEL, or a repetition of a 2xx, may take: 64 T1 (RFC 3261 9.1, 13.3.1.4). */
    static final long LINGER_MILLIS = 32_000;

    private final ForkTools tools;
    private final SIPRequest request;
    private final ServerTransaction server;
    private final Upstream upstream;
    private final Flow arrival;
    private final Optional<SipContext> context;
    private final boolean invite;
    private final List<ForkBranch> branches = new ArrayList<>();
    private Optional<ForkBranch> last = Optional.empty();
    private Optional<Outcome> undecided = Optional.empty();
    private Optional<Outcome> best = Optional.empty();
    private boolean trying;
    private boolean answered;
    private boolean cancelled;

    /** @param context of the transaction, for the routes of a script; empty if none takes part */
    Fork(ForkTools tools, SIPRequest request, ServerTransaction server, Flow arrival, Optional<SipContext> context) {
        this.tools = tools;
        this.request = request;
        this.server = server;
        this.upstream = new Upstream(request, server, tools.counters());
        this.arrival = arrival;
        this.context = context;
        this.invite = request.getMethod().equals(Request.INVITE);
    }

    Optional<SipContext> context() {
        return context;
    }

    synchronized int size() {
        return branches.size();
    }

    /** Sends the request to all targets, which may not be the first that are tried. */
    void start(List<Target> targets, CallPlan plan) {
        List<ForkBranch> begun = new ArrayList<>();
        synchronized (this) {
            if (invite && plan.trying && !trying && !answered) {
                trying = true;
                upstream.answer(Outcome.failure(Response.TRYING, "Trying"));
            }
            for (Target target : targets) {
                begun.add(new ForkBranch(this, branches.size() + begun.size(), target, plan));
            }
            branches.addAll(begun);
        }
        begun.forEach(this::route);
    }

    private void route(ForkBranch branch) {
        Target target = branch.target();
        try {
            RequestCopy copy = new RequestCopy(target);
            Optional<Flow> registered = tools.flows().registered(target.branch());
            if (registered.isPresent()) {
                send(copy, branch, registered.get());
                return;
            }
            Optional<NextHop> hop = copy.nextHop();
            if (hop.isEmpty()) {
                failed(branch, Outcome.unresolvable());
                return;
            }
            tools.hosts().find(hop.get(), address -> {
                if (address.isEmpty()) {
                    failed(branch, Outcome.unresolvable());
                    return;
                }
                Optional<Flow> flow = tools.flows().to(hop.get(), address.get(), target.branch(), arrival.local());
                if (flow.isPresent()) {
                    send(copy, branch, flow.get());
                } else {
                    failed(branch, Outcome.failure(Response.SERVER_INTERNAL_ERROR, "No socket for this transport"));
                }
            });
        } catch (ParseException | InvalidArgumentException | RuntimeException e) {
            LOG.debug("a target cannot be used: {}", e.toString());
            failed(branch, Outcome.unresolvable());
        }
    }

    private void send(RequestCopy copy, ForkBranch branch, Flow flow) {
        Optional<SipContext> shown = branch.target().context();
        if (shown.isPresent() && !tools.scripts().send(shown.get(), flow)) {
            failed(branch, Outcome.unsent());
            return;
        }
        sendOver(copy, branch, flow);
        settle();
    }

    private synchronized void sendOver(RequestCopy copy, ForkBranch branch, Flow flow) {
        if (branch.isCancelled() || answered) {
            finish(branch, Outcome.failure(Response.REQUEST_TERMINATED, "Request Terminated"));
            return;
        }
        try {
            ClientTransaction client =
                    tools.provider().getNewClientTransaction(copy.over(arrival.local(), flow, Optional.empty()));
            client.setApplicationData(branch);
            branch.sent(client, flow);
            if (branch.plan().answerMillis > 0) {
                branch.deadline(tools.deadlines().in(branch.plan().answerMillis, () -> unanswered(branch)));
            } else if (invite) {
                branch.deadline(tools.deadlines().in(ringingMillis(branch), () -> ringsTooLong(branch)));
            }
            tools.counters().branch();
            client.sendRequest();
        } catch (SipException | RuntimeException e) {
            LOG.debug("a request could not be sent: {}", e.toString());
            finish(branch, Outcome.unsent());
        }
    }

    /** A response came for one of the branches. */
    void response(ForkBranch branch, Response response) {
        synchronized (this) {
            int status = response.getStatusCode();
            if (status < 200) {
                provisional(branch, response);
            } else if (invite && status < 300) {
                accepted(branch, response);
            } else {
                finish(branch, Outcome.of(response));
            }
        }
        settle();
    }

    private void provisional(ForkBranch branch, Response response) {
        branch.provisional();
        if (invite && branch.isPending() && !branch.isCancelled()) {
            // RFC 3261 16.7 step 2: each provisional answer but 100 starts timer C again.
            branch.deadline(tools.deadlines().in(ringingMillis(branch), () -> ringsTooLong(branch)));
        }
        if (response.getStatusCode() > 100 && !answered) {
            upstream.forward(response);
        }
        cancelIfDue(branch);
    }

    // Every 2xx to an INVITE goes up, also after the first one (RFC 3261 16.7 step 5).
    private void accepted(ForkBranch branch, Response response) {
        boolean first = branch.isPending();
        String viaBranch = ((ViaHeader) response.getHeader(ViaHeader.NAME)).getBranch();
        upstream.forward(response);
        if (first) {
            tools.accepted()
                    .remember(
                            viaBranch,
                            tools.flows().back(arrival, request.getTopmostVia()),
                            tools.settings().get().maxTransactions());
            branch.finish(Outcome.of(response));
            if (!answered) {
                answered = true;
                tools.counters().answered(response.getStatusCode());
            }
            cancelAll();
            endIfDone();
        }
    }

    /** The branch timed out, or nothing can be sent to it any more. */
    void failed(ForkBranch branch, Outcome outcome) {
        finish(branch, outcome);
        settle();
    }

    /** The caller hung up before an answer. */
    synchronized void cancel() {
        cancelled = true;
        if (invite) {
            cancelAll();
        }
    }

    /** The route gave the answer itself. */
    synchronized void answeredByRoute(int status) {
        if (status >= 200 && !answered) {
            answered = true;
            tools.counters().answered(status);
            cancelAll();
        }
    }

    /** Cancels the branches that still ring and whose number is wanted. */
    synchronized void cancel(Predicate<ForkBranch> wanted) {
        if (invite) {
            branches.stream().filter(wanted).forEach(this::cancel);
        }
    }

    /** Ends everything at once, as the proxy stops. */
    synchronized void abandon() {
        if (!answered && !branches.isEmpty()) {
            cancelAll();
            answered = true;
            upstream.answer(Outcome.failure(Response.SERVICE_UNAVAILABLE, "Service Unavailable"));
        }
    }

    /** Whether one of the branches is as asked for. */
    synchronized boolean any(Predicate<ForkBranch> wanted) {
        return branches.stream().anyMatch(wanted);
    }

    /** Whether one of the branches that ended before the last one had such an outcome. */
    synchronized boolean anyBefore(Predicate<Outcome> wanted) {
        return branches.stream()
                .filter(branch -> last.filter(ended -> ended == branch).isEmpty())
                .anyMatch(branch -> branch.outcome().filter(wanted).isPresent());
    }

    /** Whether the branch that ended last had given a provisional answer. */
    synchronized boolean hasLastRung() {
        return last.filter(ForkBranch::hasRung).isPresent();
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    /** The failure that is about to be answered; empty while there is hope. */
    synchronized Optional<Outcome> best() {
        return best;
    }

    private synchronized void finish(ForkBranch branch, Outcome outcome) {
        if (!branch.isPending()) {
            return;
        }
        branch.finish(outcome);
        last = Optional.of(branch);
        boolean decided = invite ? outcome.status() >= 600 : outcome.status() < 300;
        if (decided && !answered) {
            if (invite) {
                cancelAll();
            } else {
                conclude(outcome);
            }
        }
        endIfDone();
    }

    private void endIfDone() {
        if (branches.stream().anyMatch(ForkBranch::isPending)) {
            return;
        }
        if (!answered) {
            best = branches.stream()
                    .flatMap(branch -> branch.outcome().stream())
                    .min(Outcome.BEST_FIRST);
            if (hasFailureRoute()) {
                undecided = best;
                return;
            }
            best.ifPresent(this::conclude);
        }
        end();
    }

    private void end() {
        server.setApplicationData(null);
        tools.ended().accept(this);
    }

    private boolean hasFailureRoute() {
        return context.filter(own -> !CallPlan.of(own).onFailure.isEmpty()).isPresent();
    }

    // Runs the failure route once nobody holds the lock; it may answer, or try further targets.
    private void settle() {
        SipContext own;
        Outcome failure;
        int tried;
        synchronized (this) {
            if (undecided.isEmpty()) {
                return;
            }
            failure = undecided.get();
            undecided = Optional.empty();
            own = context.orElseThrow();
            tried = branches.size();
        }
        CallPlan plan = CallPlan.of(own);
        String function = plan.onFailure;
        plan.onFailure = "";
        own.clearBranches();
        tools.scripts().call(function, own);
        synchronized (this) {
            answeredByRoute(own.repliedStatus());
            if (branches.size() == tried) {
                if (!answered) {
                    conclude(failure);
                }
                end();
            }
        }
    }

    private void conclude(Outcome chosen) {
        answered = true;
        tools.counters().answered(upstream.conclude(chosen));
    }

    private int ringingMillis(ForkBranch branch) {
        int wanted = branch.plan().ringingMillis;
        return wanted > 0 ? wanted : tools.settings().get().ringingMillis();
    }

    private void ringsTooLong(ForkBranch branch) {
        synchronized (this) {
            cancel(branch);
            if (hasFailureRoute()) {
                finish(branch, Outcome.timeout());
            }
        }
        settle();
    }

    private void cancelAll() {
        branches.forEach(this::cancel);
    }

    private void cancel(ForkBranch branch) {
        if (branch.isPending() && !branch.isCancelled()) {
            branch.cancel();
            cancelIfDue(branch);
            branch.deadline(tools.deadlines().in(LINGER_MILLIS, () -> unanswered(branch)));
        }
    }

    private void unanswered(ForkBranch branch) {
        branch.abandon();
        failed(branch, Outcome.timeout());
    }

    private void cancelIfDue(ForkBranch branch) {
        if (branch.isCancelDue()) {
            try {
                branch.sendCancel(tools.provider());
            } catch (SipException | RuntimeException e) {
                LOG.debug("a CANCEL could not be sent: {}", e.toString());
            }
        }
    }
}
