package org.waypost.proxy;

import gov.nist.javax.sip.header.Route;
import gov.nist.javax.sip.header.RouteList;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.ServerTransaction;
import javax.sip.header.RouteHeader;
import org.waypost.sip.Branch;
import org.waypost.sip.Method;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipTransport;
import org.waypost.sip.SipUri;

/** Takes a request from a route through the checks of RFC 3261 16.3, opens its server transaction and begins its {@link Fork}, or adds to it. */
final class Forwarding {

    /** Whoever tries more targets than that, one after the other, goes round in circles. */
    private static final int MOST_TRIED = 100;

    private final SipTransport sockets;
    private final ServerTransactions servers;
    private final StatelessRelay stateless;
    private final ForkTools tools;
    private final Consumer<Fork> begun;
    private final Targets targets;
    private final LoopCheck loops = new LoopCheck();

    /** @param begun is told of each fork before it sends anything */
    Forwarding(
            SipTransport sockets,
            ServerTransactions servers,
            StatelessRelay stateless,
            ForkTools tools,
            Consumer<Fork> begun) {
        this.sockets = sockets;
        this.servers = servers;
        this.stateless = stateless;
        this.tools = tools;
        this.begun = begun;
        this.targets = new Targets(tools.scripts());
    }

    /** Forwards the request to its targets; if nothing can be sent nothing is answered ({@link Fork#isHandedBack}). */
    boolean attempt(SipContext context) {
        CallPlan plan = CallPlan.of(context);
        return switch (plan.step()) {
            case REQUEST -> plan.fork().filter(fork -> !fork.isHandedBack()).isEmpty() && forward(context, plan);
            case FAILURE, BRANCH_FAILURE -> plan.fork().isEmpty() ? forward(context, plan) : again(context, plan);
            case BRANCH, REPLY -> false;
        };
    }

    private boolean forward(SipContext context, CallPlan plan) {
        Optional<SIPRequest> adapted = Targets.inflate(plan.server().isPresent() ? context.copy() : context);
        if (adapted.isEmpty()) {
            context.reply(400, "Bad Request");
            return true;
        }
        SIPRequest request = adapted.get();
        leaveOwnRoutes(request);
        String loopMark = loops.mark(context);
        if (!RequestCheck.passes(context, request, loopMark)) {
            return true;
        }
        List<Branch> branches = new ArrayList<>(context.branches());
        branches.add(0, context.target());
        ProxySettings now = tools.settings().get();
        if (context.request().method() == Method.ACK) {
            Breadth usual = Breadth.of(request, branches.size() > 1 ? now.maxBreadth() : 0);
            Breadth share = usual.share(Breadth.atOnce(branches, now.serialFlows()));
            if (!share.isUsedUp()) {
                stateless.request(request, branches, loopMark, share, context);
            }
            return true;
        }
        Groups groups = Groups.of(branches, now, Breadth.of(request, now.maxBreadth()), loopMark);
        if (groups.areTooBroad()) {
            RequestCheck.tooBroad(context);
            return true;
        }
        return switch (servers.open(context, plan, request)) {
            case OPEN -> fork(context, plan, request, groups);
            case REPEATED, REFUSED -> true;
            case FAILED -> false;
        };
    }

    private boolean fork(SipContext context, CallPlan plan, SIPRequest request, Groups groups) {
        ServerTransaction server = plan.server().orElseThrow();
        Optional<SipContext> own = Optional.empty();
        if (plan.wantsScript() || tools.scripts().watch()) {
            context.adapt(ServerTransaction.class);
            own = Optional.of(Targets.copy(context));
            own.ifPresent(SipContext::clearBranches);
        }
        CallPlan asked = plan.at(CallPlan.Step.REQUEST, 0);
        List<List<Target>> ready = groups.ready(targets, context, asked, request, 0);
        if (ready.isEmpty()) {
            servers.endUnused(server);
            return false;
        }
        Fork fork = new Fork(tools, request, server, context.flow(), own);
        plan.forkedTo(fork);
        own.ifPresent(kept -> {
            asked.forkedFrom(plan);
            asked.tried = context.target();
            CallPlan failing = asked.into(kept, CallPlan.Step.FAILURE, 0);
            failing.onBranch = "";
            failing.onBranchFailure = "";
        });
        if (ServerTransactions.own(server, fork)) {
            fork.cancelledBefore();
        }
        begun.accept(fork);
        fork.start(ready, asked);
        if (fork.isHandedBack()) {
            servers.endUnused(server);
        } else {
            context.handOver();
        }
        return true;
    }

    // A failure route tries further targets: those it added, and the Request-URI if it changed that.
    private boolean again(SipContext context, CallPlan plan) {
        Optional<SIPRequest> request = Targets.inflate(context);
        if (request.isEmpty()) {
            return false;
        }
        Fork fork = plan.fork().get();
        List<Branch> branches = new ArrayList<>(context.branches());
        if (!context.target().equals(plan.tried)) {
            branches.add(0, context.target());
        }
        context.clearBranches();
        plan.tried = context.target();
        leaveOwnRoutes(request.get());
        ProxySettings now = tools.settings().get();
        Breadth breadth = Breadth.of(request.get(), now.maxBreadth());
        Groups groups = Groups.atOnce(branches, now, breadth, loops.mark(context));
        List<List<Target>> ready = groups.areTooBroad() || fork.size() >= MOST_TRIED
                ? List.of()
                : groups.ready(targets, context, plan, request.get(), fork.size());
        if (!ready.isEmpty()) {
            fork.start(ready, plan.at(plan.step(), 0));
        }
        return !ready.isEmpty();
    }

    // RFC 3261 16.4: a Route that names this server has been followed.
    private void leaveOwnRoutes(SIPRequest request) {
        RouteList routes = request.getRouteHeaders();
        while (routes != null
                && !routes.isEmpty()
                && isOwn(((Route) routes.getFirst()).getAddress().getURI().toString())) {
            request.removeFirst(RouteHeader.NAME);
            routes = request.getRouteHeaders();
        }
    }

    private boolean isOwn(String uri) {
        return SipUri.parse(uri)
                .filter(parts -> sockets.isLocal(parts.host().toString(), parts.port()))
                .isPresent();
    }
}
