package org.waypost.sip.transport.tcp;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.FastThreadLocal;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.Flow;
import org.waypost.sip.FlowState;
import org.waypost.sip.Octets;
import org.waypost.sip.StatisticsGroup;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.Dispatcher;
import org.waypost.sip.transport.FlowEvents;
import org.waypost.sip.transport.Listener;
import org.waypost.sip.transport.LogThrottle;
import org.waypost.sip.transport.MessageTaps;
import org.waypost.sip.transport.Receiver;
import org.waypost.sip.transport.wire.Verdict;

/** What all listeners for connections share: the event loops, the connections and their limits, and the opening of connections. */
public final class TcpEngine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TcpEngine.class);
    private static final int MOST_LOOPS = 4;
    private static final int CHUNK = 16 * 1024;

    private final Dispatcher dispatcher;
    private final FlowEvents events;
    private final Layers layers;
    private final ConnectionTable connections = new ConnectionTable();
    private final AtomicLong queuedOctets = new AtomicLong();
    private final UnfinishedOctets unfinished = new UnfinishedOctets();
    private final TcpCounters counters = new TcpCounters(connections);
    private final LogThrottle throttle = new LogThrottle();
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            Math.min(MOST_LOOPS, Runtime.getRuntime().availableProcessors()),
            new DefaultThreadFactory("waypost-tcp", true),
            NioIoHandler.newFactory());
    private final FastThreadLocal<byte[]> scratch = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[CHUNK];
        }
    };
    private final FastThreadLocal<Receiver> receiver = new FastThreadLocal<>() {
        @Override
        protected Receiver initialValue() {
            return new Receiver(dispatcher);
        }
    };
    private volatile TcpSettings settings;

    public TcpEngine(Dispatcher dispatcher, FlowEvents events, Layers layers, TcpSettings settings) {
        this.dispatcher = dispatcher;
        this.events = events;
        this.layers = layers;
        this.settings = settings;
        loops.scheduleWithFixedDelay(this::closeOverdue, 1, 1, TimeUnit.SECONDS);
    }

    /** Puts other settings in force; connections beyond lower limits stay. */
    public void configure(TcpSettings newSettings) {
        settings = newSettings;
    }

    /** The open connection of that number. */
    public Optional<Flow> flow(int id) {
        return connections.get(id).map(connection -> connection);
    }

    /** All connections. */
    public Stream<FlowState> flows() {
        return connections.all().stream().map(TcpConnection::state);
    }

    public StatisticsGroup statistics() {
        return counters;
    }

    @Override
    public void close() {
        connections.all().forEach(TcpConnection::close);
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    }

    TcpSettings settings() {
        return settings;
    }

    TcpCounters counters() {
        return counters;
    }

    /** Whether connections of that transport can be had. */
    boolean knows(Transport transport) {
        return layers.of(transport).isPresent();
    }

    EventLoopGroup loops() {
        return loops;
    }

    /** What waits to be written on all connections. */
    AtomicLong queuedOctets() {
        return queuedOctets;
    }

    UnfinishedOctets unfinished() {
        return unfinished;
    }

    MessageTaps taps() {
        return dispatcher.taps();
    }

    byte[] scratch() {
        return scratch.get();
    }

    ByteBuf copy(byte[] message, int length) {
        return PooledByteBufAllocator.DEFAULT.directBuffer(length).writeBytes(message, 0, length);
    }

    Verdict receive(byte[] message, TcpConnection from) {
        Receiver own = receiver.get();
        Verdict verdict = own.receive(message, 0, message.length, from);
        own.takeRetained();
        return verdict;
    }

    /** Lets the route refuse a request that has no known end. */
    void refuse(Octets beginning, TcpConnection from) {
        receiver.get().refuse(beginning.array(), beginning.offset(), beginning.length(), from);
    }

    /** A connection for one that was accepted; empty if there are too many. */
    Optional<TcpConnection> accept(Listener listener, InetSocketAddress remote) {
        if (!connections.admit(remote.getAddress(), settings)) {
            counters.localReject.increment();
            return Optional.empty();
        }
        counters.passiveOpen.increment();
        TcpConnection connection = connection(listener, remote, false);
        connections.add(connection);
        return Optional.of(connection);
    }

    /** The open connection to {@code remote}, or one that is being opened from now on; a closed one if there are too many. */
    Flow connect(Listener listener, InetSocketAddress remote, boolean mayOpen) {
        Transport transport = listener.point().transport();
        boolean acceptedOnly = layersOf(listener).stream().anyMatch(Layer::isAcceptedOnly);
        String peer = acceptedOnly ? "" : wantedPeer(listener, remote);
        Optional<TcpConnection> present = connections.to(transport, remote, peer);
        if (transport == Transport.WS) {
            // RFC 7118 5.2.4: a URI says ws, whether TLS lies below or not
            present = present.or(() -> connections.to(Transport.WSS, remote, peer));
        }
        if (present.isPresent()) {
            return present.get();
        }
        if (acceptedOnly || !mayOpen) {
            return new ClosedFlow(listener.point(), remote);
        }
        TcpConnection fresh = connection(listener, remote, true);
        if (remote.isUnresolved() || !connections.admit(remote.getAddress(), settings)) {
            counters.localReject.increment();
            return new ClosedFlow(listener.point(), remote);
        }
        TcpConnection winner = connections.addOutgoing(fresh, peer);
        if (winner != fresh) {
            connections.leave(remote.getAddress());
            return winner;
        }
        open(fresh);
        return fresh;
    }

    private TcpConnection connection(Listener listener, InetSocketAddress remote, boolean outgoing) {
        return new TcpConnection(this, listener, remote, connections.nextId(), outgoing, layersOf(listener));
    }

    private String wantedPeer(Listener listener, InetSocketAddress remote) {
        for (Layer layer : layersOf(listener)) {
            String peer = layer.wantedPeer(remote);
            if (!peer.isEmpty()) {
                return peer;
            }
        }
        return "";
    }

    private List<Layer> layersOf(Listener listener) {
        return layers.of(listener.point().transport()).orElseThrow();
    }

    /** Takes a connection out of the table and tells the listeners; called once for each. */
    void ended(TcpConnection connection) {
        connections.remove(connection);
        events.closed(connection, () -> connections.leave(connection.remote().getAddress()));
    }

    /** The connection counts for another remote address from now on; false if that has too many. */
    boolean move(TcpConnection connection, InetSocketAddress remote) {
        boolean moved = connections.move(connection, remote, settings);
        if (!moved) {
            counters.localReject.increment();
        }
        return moved;
    }

    /** See {@link Flow#alias}. */
    boolean alias(TcpConnection connection, int port) {
        return connections.alias(connection, port);
    }

    void closeAll(Listener listener) {
        for (TcpConnection connection : connections.all()) {
            if (connection.listener() == listener) {
                connection.close();
            }
        }
    }

    /** No connection can be taken for a moment, such as when there are no file descriptors left. */
    void notAccepted(Throwable failure) {
        throttle.warn(LOG, "A connection could not be accepted", failure);
    }

    void failed(Throwable failure) {
        counters.reset.increment();
        if (!(failure instanceof java.io.IOException)) {
            throttle.warn(LOG, "A connection was closed after a failure", failure);
        }
    }

    private void open(TcpConnection connection) {
        InetSocketAddress own = connection.listener().point().address();
        boolean bind = !own.getAddress().isAnyLocalAddress()
                && own.getAddress().getClass()
                        == connection.remote().getAddress().getClass();
        SocketAddress from = bind ? new InetSocketAddress(own.getAddress(), 0) : null;
        ChannelFuture attempt = new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, settings.connectSeconds() * 1000)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel opened) {
                        connection.attach(opened);
                    }
                })
                .connect(connection.remote(), from);
        attempt.addListener(done -> {
            if (done.isSuccess()) {
                counters.connectSuccess.increment();
            } else {
                counters.connectFailed.increment();
                LOG.debug("No connection to {}: {}", connection.remote(), String.valueOf(done.cause()));
                connection.close();
            }
        });
    }

    private void closeOverdue() {
        try {
            TcpSettings now = settings;
            connections.all().forEach(connection -> closeIfOverdue(connection, now));
        } catch (Throwable failure) {
            throttle.warn(LOG, "Overdue connections could not be closed", failure);
        }
    }

    private void closeIfOverdue(TcpConnection connection, TcpSettings now) {
        if (connection.idleNanos() > TimeUnit.SECONDS.toNanos(now.idleSeconds())) {
            end(connection, counters.timeout, "has been silent for more than tcp_connection_lifetime");
        } else if (connection.messageNanos() > TimeUnit.SECONDS.toNanos(now.messageSeconds())) {
            end(connection, counters.readTimeout, "sends a message for more than tcp_msg_read_timeout");
        } else if (connection.stalledNanos() > TimeUnit.SECONDS.toNanos(now.sendSeconds())) {
            end(connection, counters.sendTimeout, "takes nothing for more than tcp_send_timeout");
        }
    }

    private static void end(TcpConnection connection, LongAdder reason, String why) {
        reason.increment();
        LOG.debug("The connection {} is closed: its peer {}", connection, why);
        connection.close();
    }
}
