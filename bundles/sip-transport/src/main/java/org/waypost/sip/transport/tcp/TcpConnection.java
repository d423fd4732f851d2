package org.waypost.sip.transport.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.Listener;
import org.waypost.sip.transport.ReplyFlow;
import org.waypost.sip.transport.wire.Verdict;

/**
 * One TCP connection, accepted or opened by this server. Its messages are handled one after the other on its event loop. What is
 * sent waits in a queue of bounded size, also while the connection is being opened; a peer that does not read is disconnected.
 */
final class TcpConnection extends ChannelInboundHandlerAdapter implements ReplyFlow, StreamFramer.Sink {

    private static final byte[] PONG = {'\r', '\n'};

    private final TcpEngine engine;
    private final Listener listener;
    private final InetSocketAddress remote;
    private final int id;
    private final StreamFramer framer = new StreamFramer(this);
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Queue<ByteBuf> beforeOpen = new ArrayDeque<>(0);
    private volatile Channel channel;
    private volatile boolean open;
    private volatile long lastTraffic = System.nanoTime();
    private boolean reading;

    TcpConnection(TcpEngine engine, Listener listener, InetSocketAddress remote, int id) {
        this.engine = engine;
        this.listener = listener;
        this.remote = remote;
        this.id = id;
    }

    /** The channel is there; it need not be connected yet. */
    void attach(Channel newChannel) {
        channel = newChannel;
    }

    Listener listener() {
        return listener;
    }

    int queued() {
        return queued.get();
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
        return Transport.TCP;
    }

    @Override
    public ListenPoint local() {
        return listener.point();
    }

    @Override
    public InetSocketAddress remote() {
        return remote;
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
            return false;
        }
        if (queued.addAndGet(length) > engine.settings().writeQueue()) {
            queued.addAndGet(-length);
            engine.counters().queueFull.increment();
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
        write(copy);
        return true;
    }

    /** Ends the connection; what waits to be written is dropped. */
    @Override
    public void close() {
        if (ended.compareAndSet(false, true)) {
            engine.ended(this);
            synchronized (beforeOpen) {
                beforeOpen.forEach(ByteBuf::release);
                beforeOpen.clear();
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
                write(early);
            }
            open = true;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        lastTraffic = System.nanoTime();
        ByteBuf buffer = (ByteBuf) message;
        reading = true;
        try {
            byte[] chunk = engine.scratch();
            while (buffer.isReadable() && !ended.get()) {
                int length = Math.min(buffer.readableBytes(), chunk.length);
                buffer.readBytes(chunk, 0, length);
                StreamFramer.Fault fault =
                        framer.feed(chunk, 0, length, engine.settings().largestMessage());
                if (fault != StreamFramer.Fault.NONE) {
                    engine.counters().badStream.increment();
                    context.flush();
                    close();
                }
            }
        } finally {
            reading = false;
            buffer.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    public boolean message(byte[] message) {
        Verdict verdict = engine.receive(message, this);
        return verdict != Verdict.INCOMPLETE && !ended.get();
    }

    @Override
    public void ping() {
        send(PONG, PONG.length);
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
        (flushLater ? channel.write(octets) : channel.writeAndFlush(octets))
                .addListener(written -> queued.addAndGet(-length));
    }
}
