package org.waypost.sip.transport.listen;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.RequestRoute;
import org.waypost.sip.StatisticsGroup;
import org.waypost.sip.WebSocketControl;
import org.waypost.sip.transport.tcp.Layers;
import org.waypost.sip.transport.tls.TlsLayer;
import org.waypost.sip.transport.ws.WebSocketLayer;
import org.waypost.sip.transport.ws.WebSocketTuner;

/** The sockets with a route of the test's choice, as the whiteboard would bind it. */
final class TestServer implements AutoCloseable {

    final SocketTransport transport;
    private final Map<String, Object> values = new HashMap<>();
    private final WebSocketLayer webSockets = new WebSocketLayer();
    private final TlsLayer tls;

    /** @param values key of a parameter, its value, and so on */
    TestServer(Object... values) {
        this(new TlsLayer(Path.of("")), values);
    }

    /** @param values key of a parameter, its value, and so on */
    TestServer(TlsLayer tls, Object... values) {
        this.tls = tls;
        put(values);
        transport = new SocketTransport(parameters(), new Layers(webSockets, tls));
    }

    TestServer route(RequestRoute route) {
        transport.dispatcher().bind(route);
        return this;
    }

    /** Changes parameters while the server runs. */
    void modify(Object... changes) {
        put(changes);
        transport.modified(parameters());
    }

    ListenPoint point(int index) {
        return transport.listenPoints().get(index);
    }

    long core(String name) {
        return value(transport.dispatcher().counters(), name);
    }

    long tcp(String name) {
        return value(transport.tcpStatistics(), name);
    }

    /** The parameters and counters of WebSockets. */
    WebSocketTuner webSocket() {
        return new WebSocketTuner(webSockets);
    }

    WebSocketLayer webSocketLayer() {
        return webSockets;
    }

    WebSocketControl webSocketControl() {
        return webSockets;
    }

    @Override
    public void close() {
        transport.deactivate();
        tls.deactivate();
    }

    private static long value(StatisticsGroup group, String name) {
        Map<String, Long> all = new HashMap<>();
        group.collect(all::put);
        return all.get(name);
    }

    private void put(Object... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            values.put((String) pairs[i], pairs[i + 1]);
        }
    }

    private TransportParameters parameters() {
        Map<String, Object> now = Map.copyOf(values);
        return (TransportParameters) Proxy.newProxyInstance(
                TransportParameters.class.getClassLoader(),
                new Class<?>[] {TransportParameters.class},
                (proxy, method, arguments) ->
                        now.getOrDefault(method.getName().replace("__", "_"), method.getDefaultValue()));
    }
}
