package org.waypost.proxy;

import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.waypost.sip.Branch;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipTransport;
import org.waypost.sip.SipUri;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.listen.LoopbackSockets;
import org.waypost.sip.transport.stack.JainTransactions;

/** A proxy on real sockets with a table of users in place of the registrar, and with timers that run by hand. */
public final class TestServer implements AutoCloseable {

    final ManualTimer timer = new ManualTimer();
    final Map<String, List<Branch>> users = new ConcurrentHashMap<>();

    /** Number of the flow that the last request came on. */
    volatile int lastFlow;

    final AtomicInteger routed = new AtomicInteger();
    final Scripts scripts = new Scripts();
    volatile Consumer<SipContext> script = this::lookUpAndRelay;
    final FailedFlows failedFlows = new FailedFlows();
    final JainTransactions transactions;
    final Relay relay;
    final Servers servers;
    private final BlockingQueue<Integer> closed = new LinkedBlockingQueue<>();
    private final LoopbackSockets sockets;

    public TestServer() throws Exception {
        this(Map.of());
    }

    TestServer(Map<String, Object> parameters) throws Exception {
        transactions = new JainTransactions(timer);
        sockets = new LoopbackSockets(this::route, transactions);
        servers = new Servers(sockets.transport());
        relay = new Relay(
                sockets.transport(), transactions.provider(), scripts, failedFlows, servers, parameters(parameters));
        sockets.tellWhatCloses(relay);
        sockets.tellWhatCloses(flow -> closed.add(flow.id()));
        transactions.bindListener(relay);
    }

    static ProxyParameters parameters(Map<String, Object> values) {
        return (ProxyParameters) Proxy.newProxyInstance(
                ProxyParameters.class.getClassLoader(),
                new Class<?>[] {ProxyParameters.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    private void route(SipContext context) {
        lastFlow = context.flow().id();
        routed.incrementAndGet();
        script.accept(context);
    }

    /** What a route does with a request that is for somebody else. */
    void lookUpAndRelay(SipContext context) {
        String user = SipUri.parse(context.request().requestUri())
                .map(uri -> uri.user().toString())
                .orElse("");
        List<Branch> found = users.getOrDefault(user, List.of());
        if (found.isEmpty()) {
            context.reply(404, "Not Found");
            return;
        }
        context.target(found.get(0));
        found.subList(1, found.size()).forEach(context::addBranch);
        relay.relay(context);
    }

    public int port(Transport transport) {
        return sockets.address(transport).getPort();
    }

    /** Waits until the server knows that the next connection to end, this one, has ended. */
    void awaitClosed(int connection) throws InterruptedException {
        Integer next = closed.poll(5, TimeUnit.SECONDS);
        if (next == null || next != connection) {
            throw new AssertionError("closed: " + next + ", wanted: " + connection);
        }
    }

    public SipTransport transport() {
        return sockets.transport();
    }

    public Relay relay() {
        return relay;
    }

    public SipContext contextOf(byte[] request) {
        return sockets.contextOf(request);
    }

    /** Transactions that the stack holds, of both kinds. */
    int transactions() {
        SIPTransactionStack stack =
                (SIPTransactionStack) transactions.provider().getSipStack();
        return stack.getServerTransactionTableSize() + stack.getClientTransactionTableSize();
    }

    long statistic(String name) {
        Map<String, Long> values = new TreeMap<>();
        relay.collect(values::put);
        transactions.collect(values::put);
        return values.get(name);
    }

    @Override
    public void close() {
        relay.close();
        failedFlows.close();
        sockets.close();
        transactions.close();
    }
}
