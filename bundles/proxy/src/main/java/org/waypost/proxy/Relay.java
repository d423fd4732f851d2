package org.waypost.proxy;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
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
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.proxy.rr.RecordRouting;
import org.waypost.sip.Flow;
import org.waypost.sip.FlowListener;
import org.waypost.sip.ReplyRoute;
import org.waypost.sip.RequestRelay;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipTransport;
import org.waypost.sip.StatisticsGroup;

/**
 * The proxy (RFC 3261 16): has a request of a route forwarded, and hands what the transaction layer reports to the fork concerned.
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
    private final ServerTransactions servers;
    private final Replies replies;
    private final StatelessRelay stateless;
    private final Forwarding forwarding;
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
        servers = new ServerTransactions(provider, deadlines, counters, () -> settings.maxTransactions());
        replies = new Replies(scripts, sockets);
        OutgoingFlows flows = new OutgoingFlows(sockets);
        Accepted accepted = new Accepted();
        Departure departure = new Departure(flows, destinations, () -> settings.udpLimit());
        ForkTools tools = new ForkTools(
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
        forwarding = new Forwarding(sockets, servers, stateless, tools, forks::add);
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
        suspensions.abandon();
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
        return forwarding.attempt(context);
    }

    @Override
    public boolean relay(SipContext context, ReplyRoute onReplies) {
        CallPlan.of(context).replies = onReplies;
        return relay(context);
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

    /** A CANCEL of a request being forwarded; it is answered already. */
    @Override
    public void processRequest(RequestEvent event) {
        ServerTransaction server = event.getServerTransaction();
        if (server != null) {
            ServerTransactions.cancel(server, (SIPRequest) event.getRequest());
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
