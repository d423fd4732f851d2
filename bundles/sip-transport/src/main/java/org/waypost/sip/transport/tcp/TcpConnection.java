package org.waypost.sip.transport.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.waypost.sip.FlowSecurity;
import org.waypost.sip.FlowState;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.Octets;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.Listener;
import org.waypost.sip.transport.MessageTaps;
import org.waypost.sip.transport.ReplyFlow;
import org.waypost.sip.transport.wire.Verdict;

/**
 * One connection, accepted or opened by this server, with what lies on TCP: nothing, TLS, WebSocket. Its messages are handled one after the other on its event loop. What is
 * sent waits in a queue of bounded size, also while the connection is being opened; a peer that does not read is disconnected.
 */
final class TcpConnection extends ChannelInboundHandlerAdapter implements ReplyFlow, Link, StreamFramer.Sink {

    private static final byte[] PING = {'\r', '\n', '\r', '\n'};
    private static final byte[] PONG = {'\r', '\n'};

    // Each takes a hundred times its two octets in memory; a peer that waits for one sends no more pings.
    private static final int MOST_PONGS = 16;

    private final TcpEngine engine;
    private final Listener listener;
    private final InetSocketAddress remote;
    private final int id;
    private final boolean outgoing;
    private final List<Layer> layers;
    private final boolean wholeMessages;
    private final long openedAt = System.currentTimeMillis();
    private final StreamFramer framer = new StreamFramer(this);
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Queue<ByteBuf> beforeOpen = new ArrayDeque<>(0);
    private volatile Channel channel;
    private volatile boolean open;
    private volatile Optional<FlowSecurity> security = Optional.empty();
    private volatile long lastTraffic = System.nanoTime();
    private boolean reading;
    private int waitingPongs;

    // Written by the event loop alone, and more cheaply than by an atomic operation.
    private volatile long receivedMessages;
    private volatile long receivedOctets;
    private volatile long sentMessages;
    private volatile long sentOctets;

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

    int queued() {
        return queued.get();
    }

    FlowState state() {
        return new FlowState(
                this,
                outgoing,
                openedAt,
                TimeUnit.NANOSECONDS.toMillis(idleNanos()),
                receivedMessages,
                receivedOctets,
                sentMessages,
                sentOctets,
                queued());
    }

    /** Nanoseconds since something was read or written. */
    long idleNanos() {
        return System.nanoTime() - lastTraffic;
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
        lastTraffic = System.nanoTime();
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
            show(message, length, "the connection is closed");
            return false;
        }
        if (queued.addAndGet(length) > engine.settings().writeQueue()) {
            queued.addAndGet(-length);
            engine.counters().queueFull.increment();
            show(message, length, "more waits for the peer than tcp_conn_wq_max");
            close();
            return false;
        }
        ByteBuf copy = engine.copy(message, length);
        if (!open) {
            synchronized (beforeOpen) {
                if (!open) {
                    if (ended.get()) {
                        copy.release();
                        return false;
                    }
                    beforeOpen.add(copy);
                    return true;
                }
            }
        }
        show(message, length, "");
        write(copy);
        return true;
    }

    /** Ends the connection; what waits to be written is dropped. */
    @Override
    public void close() {
        if (ended.compareAndSet(false, true)) {
            engine.ended(this);
            synchronized (beforeOpen) {
                for (ByteBuf early = beforeOpen.poll(); early != null; early = beforeOpen.poll()) {
                    show(early, "no connection could be opened");
                    early.release();
                }
            }
        }
        Channel now = channel;
        if (now != null) {
            now.close();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        lastTraffic = System.nanoTime();
        if (ended.get()) {
            context.close();
            return;
        }
        synchronized (beforeOpen) {
            for (ByteBuf early = beforeOpen.poll(); early != null; early = beforeOpen.poll()) {
                show(early, "");
                write(early);
            }
            open = true;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        lastTraffic = System.nanoTime();
        ByteBuf buffer = (ByteBuf) message;
        receivedOctets += buffer.readableBytes();
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
                showRefused(fault);
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
        context.flush();
    }

    @Override
    public boolean message(byte[] message) {
        received();
        Verdict verdict = engine.receive(message, this);
        return verdict != Verdict.INCOMPLETE && !ended.get();
    }

    @Override
    public void ping() {
        received();
        if (engine.taps().areThere()) {
            engine.taps().received(this, new Octets(PING, 0, PING.length), "");
        }
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
        lastTraffic = System.nanoTime();
        boolean flushLater = channel.eventLoop().inEventLoop() && reading;
        (flushLater ? channel.write(octets) : channel.writeAndFlush(octets)).addListener(written -> {
            queued.addAndGet(-length);
            // No message is as short.
            waitingPongs -= length == PONG.length ? 1 : 0;
            if (written.isSuccess()) {
                sentMessages++;
                sentOctets += length;
                listener.counters().sent();
            }
        });
    }

    private void received() {
        receivedMessages++;
        listener.counters().received();
    }

    private void show(byte[] message, int length, String dropped) {
        if (engine.taps().areThere()) {
            Octets octets = new Octets(message, 0, length);
            engine.taps().sent(transport(), localAddress(), remote, id, octets, dropped);
        }
    }

    private void show(ByteBuf early, String dropped) {
        if (engine.taps().areThere()) {
            byte[] message = new byte[early.readableBytes()];
            early.getBytes(early.readerIndex(), message);
            show(message, message.length, dropped);
        }
    }

    private void showRefused(StreamFramer.Fault fault) {
        MessageTaps taps = engine.taps();
        if (fault != StreamFramer.Fault.STOPPED && taps.areThere()) {
            String cause = fault == StreamFramer.Fault.TOO_LARGE
                    ? "longer than tcp_max_message"
                    : "Content-Length is missing or no number";
            taps.received(this, framer.refused(), cause);
        }
    }
}
