package org.waypost.proxy;

import gov.nist.javax.sip.header.Route;
import gov.nist.javax.sip.header.RouteList;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ObjLongConsumer;
import java.util.stream.Stream;
import javax.sip.ClientTransaction;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.TimeoutEvent;
import javax.sip.Transaction;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.header.RouteHeader;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.proxy.rr.RecordRouting;
import org.waypost.sip.Branch;
import org.waypost.sip.Flow;
import org.waypost.sip.FlowListener;
import org.waypost.sip.Method;
import org.waypost.sip.ReplyRoute;
import org.waypost.sip.RequestRelay;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipTransport;
import org.waypost.sip.SipUri;
import org.waypost.sip.StatisticsGroup;

/**
 * The proxy (RFC 3261 16): takes a request from a route, opens its server transaction and forks it; then hands what the transaction
 * layer reports to the fork concerned.
 */
@Component(
        configurationPid = "waypost.proxy",
        service = {RequestRelay.class, SipListener.class, FlowListener.class, StatisticsGroup.class, Relay.class})
@Designate(ocd = ProxyParameters.class)
public final class Relay implements RequestRelay, SipListener, FlowListener, StatisticsGroup {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private final SipTransport sockets;
    private final ProxyCounters counters = new ProxyCounters();
    private final Set<Fork> forks = ConcurrentHashMap.newKeySet();
    private final Deadlines deadlines = new Deadlines();
    private final PendingFlows pendingFlows = new PendingFlows();
    private final LoopCheck loops = new LoopCheck();
    private final Scripts scripts;
    private final Targets targets;
    private final ServerTransactions servers;
    private final Replies replies;
    private final ForkTools tools;
    private final StatelessRelay stateless;
    private final Suspensions suspensions;
    private final OwnRequests ownRequests;
    private volatile ProxySettings settings;

    @Activate
    public Relay(
            @Reference SipTransport sockets,
            @Reference SipProvider provider,
            @Reference Scripts scripts,
            @Reference FailedFlows failedFlows,
            @Reference Servers destinations,
            ProxyParameters parameters) {
        this.sockets = sockets;
        this.scripts = scripts;
        targets = new Targets(scripts);
        servers = new ServerTransactions(provider, deadlines, counters, () -> settings.maxTransactions());
        replies = new Replies(scripts, sockets);
        OutgoingFlows flows = new OutgoingFlows(sockets);
        Accepted accepted = new Accepted();
        Departure departure = new Departure(flows, destinations, () -> settings.udpLimit());
        tools = new ForkTools(
                provider,
                flows,
                departure,
                pendingFlows,
                failedFlows,
                deadlines,
                accepted,
                counters,
                scripts,
                () -> settings,
                forks::remove);
        suspensions = new Suspensions(scripts, deadlines, servers);
        ownRequests = new OwnRequests(provider, departure, counters);
        stateless = new StatelessRelay(departure, accepted, counters, scripts, () -> settings.serialFlows());
        settings = ProxySettings.of(parameters);
    }

    @Modified
    void modified(ProxyParameters parameters) {
        try {
            settings = ProxySettings.of(parameters);
        } catch (IllegalArgumentException e) {
            LOG.warn("waypost.proxy: {}; the last values stay in force", e.getMessage());
        }
    }

    @Deactivate
    void close() {
        forks.forEach(Fork::abandon);
        deadlines.close();
    }

    @Override
    public boolean relay(SipContext context) {
        boolean relayed = attempt(context);
        CallPlan.of(context)
                .fork()
                .filter(Fork::isHandedBack)
                .ifPresent(fork -> fork.control().answerUnsent());
        return relayed;
    }

    /** As {@link #relay}; but leaves the answer to the caller if nothing could be sent ({@link Fork#isHandedBack}). */
    boolean attempt(SipContext context) {
        CallPlan plan = CallPlan.of(context);
        return switch (plan.step()) {
            case REQUEST -> plan.fork().filter(fork -> !fork.isHandedBack()).isEmpty() && forward(context, plan);
            case FAILURE, BRANCH_FAILURE -> plan.fork().isEmpty() ? forward(context, plan) : again(context, plan);
            case BRANCH, REPLY -> false;
        };
    }

    @Override
    public boolean relay(SipContext context, ReplyRoute onReplies) {
        CallPlan.of(context).replies = onReplies;
        return relay(context);
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
        ProxySettings now = settings;
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
        if (plan.wantsScript() || scripts.watch()) {
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
        server.setApplicationData(fork);
        forks.add(fork);
        fork.start(ready, asked);
        if (fork.isHandedBack()) {
            servers.endUnused(server);
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
        ProxySettings now = settings;
        Breadth breadth = Breadth.of(request.get(), now.maxBreadth());
        Groups groups = Groups.atOnce(branches, now, breadth, loops.mark(context));
        List<List<Target>> ready =
                groups.areTooBroad() ? List.of() : groups.ready(targets, context, plan, request.get(), fork.size());
        if (!ready.isEmpty()) {
            fork.start(ready, plan.at(plan.step(), 0));
        }
        return !ready.isEmpty();
    }

    ServerTransactions servers() {
        return servers;
    }

    Suspensions suspensions() {
        return suspensions;
    }

    OwnRequests ownRequests() {
        return ownRequests;
    }

    SipTransport sockets() {
        return sockets;
    }

    BranchSettings settings() {
        return settings.branches();
    }

    /** The requests being forwarded that have that Call-ID and CSeq number. */
    Stream<Fork> forks(String callId, String sequence) {
        return forks.stream().filter(fork -> fork.isOf(callId, sequence));
    }

    /** How Record-Route headers are shaped now. */
    public RecordRouting.Settings recordRouting() {
        return settings.recordRouting();
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

    /** A CANCEL of a request being forwarded; it is answered already. */
    @Override
    public void processRequest(RequestEvent event) {
        ServerTransaction server = event.getServerTransaction();
        Object owner = server == null ? null : server.getApplicationData();
        if (owner instanceof Fork fork) {
            fork.cancel((SIPRequest) event.getRequest());
        } else if (owner instanceof Suspensions.Suspended suspended) {
            suspended.cancel();
        }
    }

    @Override
    public void processResponse(ResponseEvent event) {
        counters.response();
        ClientTransaction client = event.getClientTransaction();
        if (client == null) {
            stateless.response(event.getResponse(), replies);
        } else if (client.getApplicationData() instanceof ForkBranch branch) {
            replies.seen(branch, event.getResponse())
                    .ifPresent(response -> branch.fork().response(branch, response));
        } else if (client.getApplicationData() instanceof OwnRequests.Sent sent) {
            sent.answered((SIPResponse) event.getResponse());
        }
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        if (!event.isServerTransaction()) {
            failed(event.getClientTransaction(), Outcome.timeout());
        }
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        if (event.getSource() instanceof ClientTransaction client) {
            failed(client, Outcome.unsent());
        }
    }

    private static void failed(Transaction client, Outcome outcome) {
        if (client.getApplicationData() instanceof ForkBranch branch) {
            branch.fork().failed(branch, outcome);
        }
    }

    @Override
    public void closed(Flow flow) {
        pendingFlows.closed(flow.id());
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {}

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {}

    @Override
    public String group() {
        return "tm";
    }

    @Override
    public void collect(ObjLongConsumer<String> sink) {
        sink.accept("inuse_transactions", forks.size());
        counters.collect(sink);
    }

    @Override
    public boolean isGauge(String name) {
        return name.equals("inuse_transactions");
    }

    @Override
    public void reset() {
        counters.reset();
    }
}
