package org.waypost.sip.transport.listen;

import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.waypost.sip.FlowListener;
import org.waypost.sip.RequestRoute;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipTransport;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.EventFlow;
import org.waypost.sip.transport.TransactionLayer;
import org.waypost.sip.transport.tcp.Layers;
import org.waypost.sip.transport.tls.TlsLayer;
import org.waypost.sip.transport.ws.WebSocketLayer;

/** The real sockets of sip-transport on free ports of the loopback, put together without a container. */
public final class LoopbackSockets implements AutoCloseable {

    private final SocketTransport transport;

    public LoopbackSockets(RequestRoute route, TransactionLayer transactions) {
        transport = new SocketTransport(
                listeningOn("udp:127.0.0.1:0,tcp:127.0.0.1:0"),
                new Layers(new WebSocketLayer(), new TlsLayer(Path.of(""))));
        transport.dispatcher().bind(transactions);
        transport.dispatcher().bind(route);
    }

    /** A context of a request that did not come over a socket. */
    public SipContext contextOf(byte[] request) {
        return transport
                .dispatcher()
                .contextOf(request, new EventFlow(transport.listenPoints().get(0)));
    }

    /** As the whiteboard would bind it. */
    public void tellWhatCloses(FlowListener listener) {
        transport.events().bind(listener);
    }

    public SipTransport transport() {
        return transport;
    }

    public InetSocketAddress address(Transport wanted) {
        return transport.listenPoints().stream()
                .filter(point -> point.transport() == wanted)
                .findFirst()
                .orElseThrow()
                .address();
    }

    @Override
    public void close() {
        transport.deactivate();
    }

    private static TransportParameters listeningOn(String listen) {
        return (TransportParameters) Proxy.newProxyInstance(
                TransportParameters.class.getClassLoader(),
                new Class<?>[] {TransportParameters.class},
                (proxy, method, arguments) -> method.getName().equals("listen") ? listen : method.getDefaultValue());
    }
}
