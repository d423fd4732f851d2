package org.waypost.sip.transport.listen;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.Flow;
import org.waypost.sip.FlowState;
import org.waypost.sip.HostPort;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.ListenerState;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipTransport;
import org.waypost.sip.StatisticsGroup;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.Dispatcher;
import org.waypost.sip.transport.FlowEvents;
import org.waypost.sip.transport.Listener;
import org.waypost.sip.transport.LocalPoint;
import org.waypost.sip.transport.tcp.Layers;
import org.waypost.sip.transport.tcp.TcpEngine;
import org.waypost.sip.transport.wire.ToTag;

/** The sockets of this server: opens them as the parameters say and hands their messages to the {@link Dispatcher}. */
@Component(
        service = {SipTransport.class, SocketTransport.class},
        immediate = true,
        configurationPid = "waypost.transport")
@Designate(ocd = TransportParameters.class)
public final class SocketTransport implements SipTransport {

    private static final Logger LOG = LoggerFactory.getLogger(SocketTransport.class);

    /** Where events are said to come from while no socket is open. */
    private static final ListenPoint NOWHERE = LocalPoint.of(
            Transport.UDP,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 5060),
            new HostPort("127.0.0.1", 5060),
            false);

    private final ToTag toTag = new ToTag();
    private final FlowEvents events = new FlowEvents();
    private final Dispatcher dispatcher;
    private final TcpEngine tcp;
    private final ListenerSet listeners;
    private volatile String listen = "";
    private volatile LocalNames names;
    private volatile List<ListenPoint> points;

    @Activate
    public SocketTransport(TransportParameters parameters, @Reference Layers layers) {
        Optional<TransportSettings> good = settings(parameters);
        TransportSettings settings = good.orElseGet(() -> TransportSettings.of(defaults(), toTag));
        dispatcher = new Dispatcher(settings.dispatch());
        tcp = new TcpEngine(dispatcher, events, layers, settings.tcp());
        listeners = new ListenerSet(dispatcher, tcp);
        listen = (good.isPresent() ? parameters : defaults()).listen();
        apply(settings);
    }

    @Modified
    void modified(TransportParameters parameters) {
        settings(parameters).ifPresent(settings -> {
            listen = parameters.listen();
            apply(settings);
        });
    }

    @Deactivate
    void deactivate() {
        listeners.close();
        tcp.close();
        dispatcher.close();
        events.close();
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    FlowEvents events() {
        return events;
    }

    StatisticsGroup tcpStatistics() {
        return tcp.statistics();
    }

    /** The parameter {@code listen} in force. */
    String listen() {
        return listen;
    }

    @Override
    public List<ListenPoint> listenPoints() {
        return points;
    }

    @Override
    public Optional<ListenPoint> listenPoint(String description) {
        for (ListenPoint point : points) {
            if (point.description().equalsIgnoreCase(description)
                    || point.advertisedDescription().equalsIgnoreCase(description)) {
                return Optional.of(point);
            }
        }
        return Optional.empty();
    }

    @Override
    public List<ListenerState> listeners() {
        return listeners.states();
    }

    /** Messages and keepalives that came in since the start. */
    long received() {
        return listeners.received();
    }

    /** Messages that left since the start. */
    long sent() {
        return listeners.sent();
    }

    @Override
    public Stream<FlowState> flows() {
        return tcp.flows();
    }

    @Override
    public boolean isLocal(String host, int port) {
        return names.contains(host, port);
    }

    @Override
    public Optional<Flow> flow(int id) {
        return tcp.flow(id);
    }

    @Override
    public Flow flowTo(ListenPoint local, InetSocketAddress remote) {
        return listener(local).flowTo(remote);
    }

    @Override
    public Flow openFlowTo(ListenPoint local, InetSocketAddress remote) {
        return listener(local).openFlowTo(remote);
    }

    private Listener listener(ListenPoint local) {
        return listeners
                .at(local.transport(), local.address())
                .orElseThrow(() -> new IllegalArgumentException(local + " is no open listener"));
    }

    @Override
    public SipContext eventContext() {
        return dispatcher.eventContext(points.isEmpty() ? NOWHERE : points.get(0));
    }

    @Override
    public SipContext eventContext(Flow flow) {
        return dispatcher.eventContext(flow);
    }

    private synchronized void apply(TransportSettings settings) {
        dispatcher.configure(settings.dispatch());
        tcp.configure(settings.tcp());
        listeners.apply(settings.listen(), settings.udp());
        List<LocalPoint> open = listeners.points();
        names = new LocalNames(open, settings.aliases());
        points = List.copyOf(open);
    }

    private Optional<TransportSettings> settings(TransportParameters parameters) {
        try {
            return Optional.of(TransportSettings.of(parameters, toTag));
        } catch (RuntimeException e) {
            LOG.warn("waypost.transport: {}; the settings stay as they are", e.getMessage());
            return Optional.empty();
        }
    }

    /** The parameters without any configuration. */
    static TransportParameters defaults() {
        return (TransportParameters) Proxy.newProxyInstance(
                TransportParameters.class.getClassLoader(),
                new Class<?>[] {TransportParameters.class},
                (proxy, method, arguments) -> defaultOf(method));
    }

    private static Object defaultOf(Method method) {
        return method.getDefaultValue();
    }
}
