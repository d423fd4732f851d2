package org.waypost.sip.transport.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import org.waypost.sip.Flow;
import org.waypost.sip.FlowSecurity;
import org.waypost.sip.FlowState;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.Listener;
import org.waypost.sip.transport.ReplyFlow;
import org.waypost.sip.transport.wire.WireRequest;

/**
 * One connection, accepted or opened by this server, with what lies on TCP: nothing, TLS, WebSocket. What comes goes to its {@link
 * ConnectionReader}; what is sent waits in a queue of bounded size, also while the connection is being opened. A peer that does not
 * read is disconnected.
 */
final class TcpConnection implements ReplyFlow, Link {

    private final TcpEngine engine;
    private final Listener listener;
    private final int id;
    private final boolean outgoing;
    private final List<Layer> layers;
    private final ConnectionReader reader;
    private final Traffic traffic = new Traffic();
    private final Outbox outbox;
    private final ConnectionTaps taps;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean finishing;
    private volatile InetSocketAddress remote;
    private volatile Channel channel;
    private volatile Optional<FlowSecurity> security = Optional.empty();

    TcpConnection(
            TcpEngine engine,
            Listener listener,
            InetSocketAddress remote,
            int id,
            boolean outgoing,
            List<Layer> layers) {
        this.engine = engine;
        this.listener = listener;
        this.remote = remote;
        this.id = id;
        this.outgoing = outgoing;
        this.layers = layers;
        this.reader = new ConnectionReader(engine, this, layers.stream().anyMatch(Layer::wholeMessages));
        this.taps = new ConnectionTaps(engine.taps(), this);
        this.outbox = new Outbox(System::nanoTime, engine.queuedOctets());
    }

    /** The channel is there; it need not be connected yet. */
    void attach(Channel newChannel) {
        channel = newChannel;
        // What one read brings is answered before the next: in a flood the answers, and what others send here, would
        // wait for long.
        newChannel.config().setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator().maxMessagesPerRead(1));
        for (Layer layer : layers) {
            layer.prepare(newChannel.pipeline(), this);
        }
        newChannel.pipeline().addLast(reader);
    }

    Listener listener() {
        return listener;
    }

    /** Octets that wait to be written. */
    int queued() {
        return outbox.octets();
    }

    FlowState state() {
        return traffic.state(this);
    }

    /** Nanoseconds since something was read or written. */
    long idleNanos() {
        return traffic.idleNanos();
    }

    /** Nanoseconds that a message has been coming; 0 if none is. */
    long messageNanos() {
        return reader.messageNanos();
    }

    /** Nanoseconds that the peer has taken nothing of what waits for it; 0 if nothing waits. */
    long stalledNanos() {
        return outbox.stalledNanos();
    }

    /** Whether the peer has proven to be the host {@code name}; anybody will do for an empty one. */
    boolean isPeer(String name) {
        return name.isEmpty() || layers.stream().allMatch(layer -> layer.isPeer(name, security));
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public Flow flow() {
        return this;
    }

    @Override
    public Transport transport() {
        return listener.point().transport();
    }

    @Override
    public ListenPoint local() {
        return listener.point();
    }

    /** Until the connection is there, the address of the listener. */
    @Override
    public InetSocketAddress localAddress() {
        Channel now = channel;
        return now != null && now.localAddress() instanceof InetSocketAddress own
                ? own
                : listener.point().address();
    }

    @Override
    public InetSocketAddress remote() {
        return remote;
    }

    void remote(InetSocketAddress newRemote) {
        remote = newRemote;
    }

    @Override
    public boolean isOnBehalfOf(InetAddress client) {
        return engine.move(this, new InetSocketAddress(client, remote.getPort()));
    }

    @Override
    public boolean alias(int port) {
        return engine.alias(this, port);
    }

    @Override
    public boolean isOutgoing() {
        return outgoing;
    }

    @Override
    public TcpSettings settings() {
        return engine.settings();
    }

    @Override
    public void secured(FlowSecurity newSecurity) {
        security = Optional.of(newSecurity);
    }

    @Override
    public Optional<FlowSecurity> security() {
        return security;
    }

    @Override
    public void heard() {
        traffic.touch();
    }

    @Override
    public void watchParts(IntSupplier part) {
        reader.watchParts(part);
    }

    @Override
    public boolean isOpen() {
        return !ended.get();
    }

    @Override
    public boolean reply(byte[] message, int length, int viaPort, boolean rport) {
        return send(message, length);
    }

    @Override
    public boolean send(byte[] message, int length) {
        if (ended.get()) {
            taps.sent(message, length, "the connection is closed");
            return false;
        }
        TcpSettings now = engine.settings();
        if (!outbox.reserve(length, now.writeQueue(), now.writeQueues())) {
            engine.counters().queueFull.increment();
            taps.sent(message, length, "more waits for the peer than tcp_conn_wq_max, or for all than tcp_wq_max");
            close();
            return false;
        }
        ByteBuf copy = engine.copy(message, length);
        if (outbox.keeps(copy)) {
            return isOpen();
        }
        taps.sent(message, length, "");
        write(copy);
        return true;
    }

    /** Ends the connection; what waits to be written is dropped. */
    @Override
    public void close() {
        if (ended.compareAndSet(false, true)) {
            engine.ended(this);
            outbox.close(early -> taps.sent(early, "no connection could be opened"));
        }
        Channel now = channel;
        if (now != null) {
            now.close();
        }
    }

    @Override
    public void finish() {
        finishing = true;
        endIfDone();
    }

    private void endIfDone() {
        if (finishing && outbox.octets() == 0) {
            close();
        }
    }

    /** Messages can pass from now on; what waited is sent. Called on the event loop. */
    void opened() {
        traffic.touch();
        if (ended.get()) {
            close();
            return;
        }
        outbox.open(early -> {
            taps.sent(early, "");
            write(early);
        });
    }

    /** Something was read; called on the event loop. */
    void octetsCame(int octets) {
        traffic.touch();
        traffic.octetsCame(octets);
    }

    /** A message or a keepalive was read; called on the event loop. */
    void messageCame() {
        traffic.messageCame();
        listener.counters().received();
    }

    ConnectionTaps taps() {
        return taps;
    }

    /** A request that asks for it in its Via makes its connection one to the port it names (RFC 5923). */
    @Override
    public void requested(WireRequest request) {
        if (request.via().hasAlias() && settings().takesAliases()) {
            int port = request.via().port();
            alias(port == 0 ? transport().defaultPort() : port);
        }
    }

    @Override
    public String toString() {
        return listener.point() + " <-> " + remote + " (" + id + ")";
    }

    // Answers to messages that came in one read leave in one write.
    private void write(ByteBuf octets) {
        int length = octets.readableBytes();
        traffic.touch();
        boolean flushLater = channel.eventLoop().inEventLoop() && reader.isReading();
        (flushLater ? channel.write(octets) : channel.writeAndFlush(octets)).addListener(written -> {
            outbox.leave(length);
            endIfDone();
            reader.wrote(length);
            if (written.isSuccess()) {
                traffic.messageLeft(length);
                listener.counters().sent();
            }
        });
    }
}
