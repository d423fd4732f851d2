package org.waypost.proxy;

import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.Branch;
import org.waypost.sip.Flow;

/**
 * The response context of a forwarded request (RFC 3261 16.7): all its branches at once, and the one answer that is made of theirs.
 * Its own lock guards it; while it is held, nothing is asked of a client transaction that another thread may be in.
 */
final class Fork {

    private static final Logger LOG = LoggerFactory.getLogger(Fork.class);

    /** How long an answer to a CANCEL, or a repetition of a 2xx, may take: 64 T1 (RFC 3261 9.1, 13.3.1.4). */
    static final long LINGER_MILLIS = 32_000;

    private final ForkTools tools;
    private final SIPRequest request;
    private final ServerTransaction server;
    private final Flow arrival;
    private final boolean invite;
    private final List<ForkBranch> branches = new ArrayList<>();
    private boolean answered;

    Fork(ForkTools tools, SIPRequest request, ServerTransaction server, Flow arrival) {
        this.tools = tools;
        this.request = request;
        this.server = server;
        this.arrival = arrival;
        this.invite = request.getMethod().equals(Request.INVITE);
    }

    /** Sends the request to all targets. */
    void start(List<Branch> targets) {
        List<ForkBranch> begun = new ArrayList<>();
        synchronized (this) {
            if (invite) {
                answer(Outcome.failure(Response.TRYING, "Trying"));
            }
            targets.forEach(target -> begun.add(new ForkBranch(this)));
            branches.addAll(begun);
        }
        for (int i = 0; i < begun.size(); i++) {
            route(targets.get(i), begun.get(i));
        }
    }

    private void route(Branch target, ForkBranch branch) {
        try {
            RequestCopy copy = new RequestCopy(request, target);
            Optional<Flow> registered = tools.flows().registered(target);
            if (registered.isPresent()) {
                send(copy, branch, registered.get());
                return;
            }
            Optional<NextHop> hop = copy.nextHop();
            if (hop.isEmpty()) {
                finish(branch, Outcome.unresolvable());
                return;
            }
            tools.hosts().find(hop.get(), address -> {
                if (address.isEmpty()) {
                    finish(branch, Outcome.unresolvable());
                    return;
                }
                Optional<Flow> flow = tools.flows().to(hop.get(), address.get(), target, arrival.local());
                if (flow.isPresent()) {
                    send(copy, branch, flow.get());
                } else {
                    finish(branch, Outcome.failure(Response.SERVER_INTERNAL_ERROR, "No socket for this transport"));
                }
            });
        } catch (ParseException | InvalidArgumentException | RuntimeException e) {
            LOG.debug("a target cannot be used: {}", e.toString());
            finish(branch, Outcome.unresolvable());
        }
    }

    private synchronized void send(RequestCopy copy, ForkBranch branch, Flow flow) {
        if (branch.isCancelled() || answered) {
            finish(branch, Outcome.failure(Response.REQUEST_TERMINATED, "Request Terminated"));
            return;
        }
        try {
            ClientTransaction client = tools.provider().getNewClientTransaction(copy.over(flow, Optional.empty()));
            client.setApplicationData(branch);
            branch.sent(client, flow);
            if (invite) {
                branch.deadline(
                        tools.deadlines().in(tools.settings().get().ringingMillis(), () -> ringsTooLong(branch)));
            }
            tools.counters().branch();
            client.sendRequest();
        } catch (SipException | RuntimeException e) {
            LOG.debug("a request could not be sent: {}", e.toString());
            finish(branch, Outcome.unsent());
        }
    }

    /** A response came for one of the branches. */
    synchronized void response(ForkBranch branch, Response response) {
        int status = response.getStatusCode();
        if (status < 200) {
            provisional(branch, response);
        } else if (invite && status < 300) {
            accepted(branch, response);
        } else {
            finish(branch, Outcome.of(response));
        }
    }

    private void provisional(ForkBranch branch, Response response) {
        branch.provisional();
        if (invite && branch.isPending() && !branch.isCancelled()) {
            // RFC 3261 16.7 step 2: each provisional answer but 100 starts timer C again.
            branch.deadline(tools.deadlines().in(tools.settings().get().ringingMillis(), () -> ringsTooLong(branch)));
        }
        if (response.getStatusCode() > 100 && !answered) {
            forward(response);
        }
        cancelIfDue(branch);
    }

    // Every 2xx to an INVITE goes up, also after the first one (RFC 3261 16.7 step 5).
    private void accepted(ForkBranch branch, Response response) {
        boolean first = branch.isPending();
        String viaBranch = ((ViaHeader) response.getHeader(ViaHeader.NAME)).getBranch();
        forward(response);
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
    synchronized void failed(ForkBranch branch, Outcome outcome) {
        finish(branch, outcome);
    }

    /** The caller hung up before an answer. */
    synchronized void cancel() {
        if (invite) {
            cancelAll();
        }
    }

    /** Ends everything at once, as the proxy stops. */
    synchronized void abandon() {
        if (!answered && !branches.isEmpty()) {
            cancelAll();
            answered = true;
            answer(Outcome.failure(Response.SERVICE_UNAVAILABLE, "Service Unavailable"));
        }
    }

    private synchronized void finish(ForkBranch branch, Outcome outcome) {
        if (!branch.isPending()) {
            return;
        }
        branch.finish(outcome);
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
            branches.stream()
                    .flatMap(branch -> branch.outcome().stream())
                    .min(Outcome.BEST_FIRST)
                    .ifPresent(this::conclude);
        }
        server.setApplicationData(null);
        tools.ended().accept(this);
    }

    private void conclude(Outcome best) {
        answered = true;
        // RFC 3261 16.7 step 6: a 503 is about that server, not about this one.
        Outcome told = best.status() == Response.SERVICE_UNAVAILABLE
                ? Outcome.failure(Response.SERVER_INTERNAL_ERROR, "Server Internal Error")
                : best;
        tools.counters().answered(told.status());
        told.response().ifPresentOrElse(this::forward, () -> answer(told));
    }

    private void ringsTooLong(ForkBranch branch) {
        synchronized (this) {
            if (branch.isPending()) {
                branch.cancel();
                cancelIfDue(branch);
                branch.deadline(tools.deadlines().in(LINGER_MILLIS, () -> unanswered(branch)));
            }
        }
    }

    private void cancelAll() {
        for (ForkBranch branch : branches) {
            if (branch.isPending() && !branch.isCancelled()) {
                branch.cancel();
                cancelIfDue(branch);
                branch.deadline(tools.deadlines().in(LINGER_MILLIS, () -> unanswered(branch)));
            }
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

    private void forward(Response response) {
        Response copy = (Response) response.clone();
        copy.removeFirst(ViaHeader.NAME);
        tools.counters().relayed();
        send(copy);
    }

    private void answer(Outcome outcome) {
        tools.counters().local();
        send(OwnResponse.to(request, outcome.status(), outcome.reason()));
    }

    private void send(Response response) {
        try {
            if (response.getHeader(ViaHeader.NAME) != null) {
                server.sendResponse(response);
            }
        } catch (SipException | InvalidArgumentException | RuntimeException e) {
            LOG.debug("an answer could not be sent: {}", e.toString());
        }
    }
}
