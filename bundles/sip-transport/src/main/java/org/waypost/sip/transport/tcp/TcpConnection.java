package org.waypost.sip.transport.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.waypost.sip.FlowSecurity;
import org.waypost.sip.FlowState;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.Octets;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.Listener;
import org.waypost.sip.transport.ReplyFlow;
import org.waypost.sip.transport.wire.Verdict;
import org.waypost.sip.transport.wire.WireRequest;

/**
 * One connection, accepted or opened by this server, with what lies on TCP: nothing, TLS, WebSocket. Its messages are handled one after
 * the other on its event loop. What is sent waits in a queue of bounded size, also while the connection is being opened; a peer that
 * does not read is disconnected.
 */
final class TcpConnection extends ChannelInboundHandlerAdapter implements ReplyFlow, Link, StreamFramer.Sink {

    private static final byte[] PING = {'\r', '\n', '\r', '\n'};
    private static final byte[] PONG = {'\r', '\n'};

    // Each takes a hundred times its two octets in memory; a peer that waits for one sends no more pings.
    private static final int MOST_PONGS = 16;

    private final TcpEngine engine;
    private final Listener listener;
    private final int id;
    private final boolean outgoing;
    private final List<Layer> layers;
    private final boolean wholeMessages;
    private final StreamFramer framer = new StreamFramer(this);
    private final SlowMessage slow = new SlowMessage(framer::isMidMessage);
    private final Traffic traffic = new Traffic();
    private final Outbox outbox = new Outbox();
    private final ConnectionTaps taps;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile InetSocketAddress remote;
    private volatile Channel channel;
    private volatile Optional<FlowSecurity> security = Optional.empty();
    private boolean reading;
    private int waitingPongs;

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
        this.wholeMessages = layers.stream().anyMatch(Layer::wholeMessages);
        this.taps = new ConnectionTaps(engine.taps(), this);
    }

    /** The channel is there; it need not be connected yet. */
    void attach(Channel newChannel) {
        channel = newChannel;
        for (Layer layer : layers) {
            layer.prepare(newChannel.pipeline(), this);
        }
        newChannel.pipeline().addLast(this);
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
        return slow.nanos();
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
    public void watchParts(BooleanSupplier hasPart) {
        slow.watch(hasPart);
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
        if (!outbox.reserve(length, engine.settings().writeQueue())) {
            engine.counters().queueFull.increment();
            taps.sent(message, length, "more waits for the peer than tcp_conn_wq_max");
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
            // what was written while a message is being read, such as its reply, goes out first
            now.flush();
            now.close();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        traffic.touch();
        if (ended.get()) {
            context.close();
            return;
        }
        outbox.open(early -> {
            taps.sent(early, "");
            write(early);
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        traffic.touch();
        ByteBuf buffer = (ByteBuf) message;
        traffic.octetsCame(buffer.readableBytes());
        reading = true;
        try {
            if (wholeMessages) {
                readMessage(context, buffer);
            } else {
                readStream(context, buffer);
            }
        } finally {
            reading = false;
            buffer.release();
        }
    }

    private void readStream(ChannelHandlerContext context, ByteBuf buffer) {
        byte[] chunk = engine.scratch();
        while (buffer.isReadable() && !ended.get()) {
            int length = Math.min(buffer.readableBytes(), chunk.length);
            buffer.readBytes(chunk, 0, length);
            StreamFramer.Fault fault =
                    framer.feed(chunk, 0, length, engine.settings().largestMessage());
            if (fault != StreamFramer.Fault.NONE) {
                taps.refused(framer, fault);
                badStream(context);
            }
        }
    }

    private void readMessage(ChannelHandlerContext context, ByteBuf buffer) {
        byte[] message = new byte[buffer.readableBytes()];
        buffer.readBytes(message);
        if (Arrays.equals(message, PING)) {
            ping();
        } else if (message.length > PONG.length && !message(message)) {
            badStream(context);
        }
    }

    private void badStream(ChannelHandlerContext context) {
        engine.counters().badStream.increment();
        context.flush();
        close();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        slow.look();
        context.flush();
    }

    @Override
    public boolean message(byte[] message) {
        received();
        Verdict verdict = engine.receive(message, this);
        return verdict != Verdict.INCOMPLETE && !ended.get();
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
    public void endless(Octets beginning) {
        engine.refuse(beginning, this);
    }

    @Override
    public void ping() {
        received();
        taps.keepalive(PING);
        if (waitingPongs < MOST_PONGS && send(PONG, PONG.length)) {
            waitingPongs++;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        engine.failed(failure);
        close();
    }

    @Override
    public String toString() {
        return listener.point() + " <-> " + remote + " (" + id + ")";
    }

    // Answers to messages that came in one read leave in one write.
    private void write(ByteBuf octets) {
        int length = octets.readableBytes();
        traffic.touch();
        boolean flushLater = channel.eventLoop().inEventLoop() && reading;
        (flushLater ? channel.write(octets) : channel.writeAndFlush(octets)).addListener(written -> {
            outbox.leave(length);
            // No message is as short.
            waitingPongs -= length == PONG.length ? 1 : 0;
            if (written.isSuccess()) {
                traffic.messageLeft(length);
                listener.counters().sent();
            }
        });
    }

    private void received() {
        slow.ended();
        traffic.messageCame();
        listener.counters().received();
    }
}
