package org.waypost.sip.trace.shell;

import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLSession;
import org.waypost.sip.Flow;
import org.waypost.sip.FlowSecurity;
import org.waypost.sip.FlowState;
import org.waypost.sip.HostPort;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.ListenerState;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipTransport;
import org.waypost.sip.Transport;
import org.waypost.sip.trace.capture.Samples;

/** Listeners and connections that are not there: four over TCP, one of them opened here, and those that are added. */
final class FakeSockets implements SipTransport {

    private static final Point POINT =
            new Point("198.51.100.1", new HostPort("sip.example.com", 5060), "tcp:sip.example.com:5060");

    private final List<Connection> connections = new ArrayList<>();

    FakeSockets() {
        for (int id : new int[] {3, 1, 4, 2}) {
            connect(id, Transport.TCP, false);
        }
    }

    private record Point(String host, HostPort sentBy, String advertisedDescription) implements ListenPoint {

        @Override
        public Transport transport() {
            return Transport.TCP;
        }

        @Override
        public InetSocketAddress address() {
            return Samples.address(host, 5060);
        }

        @Override
        public String description() {
            return "tcp:" + host + ":5060";
        }
    }

    private final class Connection implements Flow {

        private final int id;
        private final Transport transport;
        private final Optional<FlowSecurity> security;
        private boolean open = true;

        private Connection(int id, Transport transport, Optional<FlowSecurity> security) {
            this.id = id;
            this.transport = transport;
            this.security = security;
        }

        @Override
        public int id() {
            return id;
        }

        @Override
        public Transport transport() {
            return transport;
        }

        @Override
        public ListenPoint local() {
            return POINT;
        }

        @Override
        public InetSocketAddress remote() {
            return Samples.address(id % 2 == 0 ? "2001:db8::" + id : "192.0.2." + id, 40_000 + id);
        }

        @Override
        public Optional<FlowSecurity> security() {
            return security;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public boolean send(byte[] message, int length) {
            return false;
        }

        @Override
        public void close() {
            open = false;
            connections.remove(this);
        }
    }

    /** Adds a connection; that of an even number has an IPv6 address. */
    void connect(int id, Transport transport, boolean secured) {
        connections.add(new Connection(id, transport, secured ? Optional.of(security()) : Optional.empty()));
    }

    private static FlowSecurity security() {
        Map<String, Object> session = Map.of(
                "getProtocol",
                "TLSv1.2",
                "getCipherSuite",
                "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                "getPeerCertificates",
                new java.security.cert.Certificate[0]);
        return new FlowSecurity(
                (SSLSession) Proxy.newProxyInstance(
                        FakeSockets.class.getClassLoader(),
                        new Class<?>[] {SSLSession.class},
                        (proxy, method, arguments) -> session.get(method.getName())),
                "sip.example.com",
                false);
    }

    List<Flow> connections() {
        return List.copyOf(connections);
    }

    @Override
    public List<ListenPoint> listenPoints() {
        return List.of(POINT);
    }

    @Override
    public Optional<ListenPoint> listenPoint(String description) {
        return Optional.of(POINT);
    }

    @Override
    public List<ListenerState> listeners() {
        return List.of(
                new ListenerState(
                        "tcp:198.51.100.1:5060 advertise sip.example.com",
                        Transport.TCP,
                        Optional.of(POINT),
                        "",
                        12,
                        34),
                new ListenerState("udp:[2001:db8::1]:5060", Transport.UDP, Optional.empty(), "in use", 0, 0));
    }

    @Override
    public Stream<FlowState> flows() {
        long now = System.currentTimeMillis();
        return connections.stream()
                .map(flow -> new FlowState(
                        flow,
                        flow.id() == 4,
                        now - 3_700_000,
                        flow.id() * 10_000L,
                        5,
                        500,
                        6,
                        600,
                        100 * (flow.id() % 3)));
    }

    @Override
    public boolean isLocal(String host, int port) {
        return false;
    }

    @Override
    public Optional<Flow> flow(int id) {
        return connections.stream()
                .filter(flow -> flow.id() == id)
                .map(Flow.class::cast)
                .findFirst();
    }

    @Override
    public Flow flowTo(ListenPoint local, InetSocketAddress remote) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SipContext eventContext() {
        throw new UnsupportedOperationException();
    }
}
