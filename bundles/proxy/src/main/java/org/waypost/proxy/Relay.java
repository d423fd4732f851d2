package org.waypost.proxy;

import gov.nist.javax.sip.header.Route;
import gov.nist.javax.sip.header.RouteList;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ObjLongConsumer;
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
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.TransactionUnavailableException;
import javax.sip.header.RouteHeader;
import javax.sip.message.Request;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.Branch;
import org.waypost.sip.Method;
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
        service = {RequestRelay.class, SipListener.class, StatisticsGroup.class})
@Designate(ocd = ProxyParameters.class)
public final class Relay implements RequestRelay, SipListener, StatisticsGroup {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private final SipTransport sockets;
    private final SipProvider provider;
    private final ProxyCounters counters = new ProxyCounters();
    private final Set<Fork> forks = ConcurrentHashMap.newKeySet();
    private final HostLookup hosts = new HostLookup();
    private final Deadlines deadlines = new Deadlines();
    private final ForkTools tools;
    private final StatelessRelay stateless;
    private volatile ProxySettings settings;

    @Activate
    public Relay(@Reference SipTransport sockets, @Reference SipProvider provider, ProxyParameters parameters) {
        this.sockets = sockets;
        this.provider = provider;
        OutgoingFlows flows = new OutgoingFlows(sockets);
        Accepted accepted = new Accepted(deadlines);
        tools = new ForkTools(provider, flows, hosts, deadlines, accepted, counters, () -> settings, forks::remove);
        stateless = new StatelessRelay(flows, hosts, accepted, counters);
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
        hosts.close();
        deadlines.close();
    }

    @Override
    public boolean relay(SipContext context) {
        Optional<Request> adapted = context.adapt(Request.class);
        if (adapted.isEmpty() || !(adapted.get() instanceof SIPRequest request)) {
            context.reply(400, "Bad Request");
            return true;
        }
        leaveOwnRoutes(request);
        if (context.request().method() != Method.ACK && request.getMaxForwards().getMaxForwards() == 0) {
            context.reply(483, "Too Many Hops");
            return true;
        }
        List<Branch> targets = new ArrayList<>(context.branches());
        targets.add(0, context.target());
        if (context.request().method() == Method.ACK) {
            if (request.getMaxForwards().getMaxForwards() > 0) {
                stateless.request(request, targets, context.flow());
            }
            return true;
        }
        return fork(context, request, targets);
    }

    private boolean fork(SipContext context, SIPRequest request, List<Branch> targets) {
        if (stack().getServerTransactionTableSize() >= settings.maxTransactions()) {
            counters.refused();
            context.replyHeaders().put("Retry-After: 5\r\n");
            context.reply(503, "Service Unavailable");
            return true;
        }
        try {
            ServerTransaction server = provider.getNewServerTransaction(request);
            Fork fork = new Fork(tools, request, server, context.flow());
            server.setApplicationData(fork);
            counters.request();
            forks.add(fork);
            fork.start(targets);
            return true;
        } catch (TransactionAlreadyExistsException e) {
            repeat(request);
            return true;
        } catch (TransactionUnavailableException e) {
            LOG.debug("no transaction for a request: {}", e.toString());
            return false;
        }
    }

    // The same request got here twice, on two threads or because its method is not looked up beforehand.
    private void repeat(SIPRequest request) {
        try {
            if (stack().findTransaction((SIPMessage) request, true) instanceof SIPServerTransaction existing) {
                existing.resendLastResponseAsBytes();
            }
        } catch (IOException e) {
            LOG.debug("an answer could not be repeated: {}", e.toString());
        }
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
        if (server != null && server.getApplicationData() instanceof Fork fork) {
            fork.cancel();
        }
    }

    @Override
    public void processResponse(ResponseEvent event) {
        counters.response();
        ClientTransaction client = event.getClientTransaction();
        if (client == null) {
            stateless.response(event.getResponse());
        } else if (client.getApplicationData() instanceof ForkBranch branch) {
            branch.fork().response(branch, event.getResponse());
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
    public void processTransactionTerminated(TransactionTerminatedEvent event) {}

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {}

    private SIPTransactionStack stack() {
        return (SIPTransactionStack) provider.getSipStack();
    }

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
    public void reset() {
        counters.reset();
    }
}
