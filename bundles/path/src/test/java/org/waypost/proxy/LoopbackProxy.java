package org.waypost.proxy;

import gov.nist.javax.sip.stack.timers.DefaultSipTimer;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import org.waypost.sip.RequestRelay;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipTransport;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.listen.LoopbackSockets;
import org.waypost.sip.transport.stack.JainTransactions;

/** Real sockets of the loopback, the real transactions and the real proxy, put together without a container. */
public final class LoopbackProxy implements AutoCloseable {

    /** What handles the requests; set before the first one comes. */
    public volatile Consumer<SipContext> route;

    private final JainTransactions transactions;
    private final LoopbackSockets sockets;
    private final Relay relay;

    public LoopbackProxy() throws Exception {
        transactions = new JainTransactions(new DefaultSipTimer());
        sockets = new LoopbackSockets(context -> route.accept(context), transactions);
        relay = new Relay(
                sockets.transport(),
                transactions.provider(),
                new Scripts(),
                new FailedFlows(),
                new Servers(sockets.transport()),
                parameters());
        transactions.bindListener(relay);
    }

    private static ProxyParameters parameters() {
        return (ProxyParameters) Proxy.newProxyInstance(
                ProxyParameters.class.getClassLoader(),
                new Class<?>[] {ProxyParameters.class},
                (proxy, method, arguments) -> method.getDefaultValue());
    }

    public SipTransport transport() {
        return sockets.transport();
    }

    public RequestRelay relay() {
        return relay;
    }

    public int port(Transport transport) {
        return sockets.address(transport).getPort();
    }

    @Override
    public void close() {
        relay.close();
        sockets.close();
        transactions.close();
    }
}
