package org.waypost.sip.transport.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Arrays;
import java.util.function.IntSupplier;
import org.waypost.sip.Octets;
import org.waypost.sip.transport.wire.Verdict;

/** The last in the pipeline of a connection: makes messages of what comes and has them handled, one after the other, on its event loop. */
final class ConnectionReader extends ChannelInboundHandlerAdapter implements StreamFramer.Sink {

    private static final byte[] PING = {'\r', '\n', '\r', '\n'};
    private static final byte[] PONG = {'\r', '\n'};

    // Each takes a hundred times its two octets in memory; a peer that waits for one sends no more pings.
    private static final int MOST_PONGS = 16;

    private final TcpEngine engine;
    private final TcpConnection connection;
    private final boolean wholeMessages;
    private final StreamFramer framer = new StreamFramer(this);
    private final SlowMessage slow = new SlowMessage(framer::held);
    private boolean reading;
    private int waitingPongs;
    private int unfinished;

    /** @param wholeMessages whether each buffer is a message, rather than a piece of a stream */
    ConnectionReader(TcpEngine engine, TcpConnection connection, boolean wholeMessages) {
        this.engine = engine;
        this.connection = connection;
        this.wholeMessages = wholeMessages;
    }

    /** Whether what came in one read is being handled; asked on the event loop. */
    boolean isReading() {
        return reading;
    }

    /** Nanoseconds that a message has been coming; 0 if none is. */
    long messageNanos() {
        return slow.nanos();
    }

    /** See {@link Link#watchParts}. */
    void watchParts(IntSupplier part) {
        slow.watch(part);
    }

    /** So many octets were written, on the event loop. */
    void wrote(int length) {
        // No message is as short as a pong.
        waitingPongs -= length == PONG.length ? 1 : 0;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        connection.opened();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf buffer = (ByteBuf) message;
        connection.octetsCame(buffer.readableBytes());
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
        while (buffer.isReadable() && connection.isOpen()) {
            int length = Math.min(buffer.readableBytes(), chunk.length);
            buffer.readBytes(chunk, 0, length);
            StreamFramer.Fault fault =
                    framer.feed(chunk, 0, length, engine.settings().largestMessage());
            // a connection that has ended meanwhile, since the peer does not read, stops the framer, too
            if (fault != StreamFramer.Fault.NONE && connection.isOpen()) {
                connection.taps().refused(framer, fault);
                badStream(context);
            }
        }
    }

    private void readMessage(ChannelHandlerContext context, ByteBuf buffer) {
        byte[] message = new byte[buffer.readableBytes()];
        buffer.readBytes(message);
        if (Arrays.equals(message, PING)) {
            ping();
        } else if (message.length > PONG.length && !message(message) && connection.isOpen()) {
            badStream(context);
        }
    }

    private void badStream(ChannelHandlerContext context) {
        engine.counters().badStream.increment();
        context.flush();
        connection.close();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (!holds(slow.look())) {
            engine.counters().readFull.increment();
            connection.close();
        }
        context.flush();
    }

    @Override
    public boolean message(byte[] message) {
        received();
        Verdict verdict = engine.receive(message, connection);
        return verdict != Verdict.INCOMPLETE && connection.isOpen();
    }

    @Override
    public void endless(Octets beginning) {
        engine.refuse(beginning, connection);
    }

    @Override
    public void ping() {
        received();
        connection.taps().keepalive(PING);
        if (waitingPongs < MOST_PONGS && connection.send(PONG, PONG.length)) {
            waitingPongs++;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        holds(0);
        connection.close();
    }

    private boolean holds(int octets) {
        int before = unfinished;
        unfinished = octets;
        return engine.unfinished().change(before, octets);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        engine.failed(failure);
        connection.close();
    }

    private void received() {
        slow.ended();
        connection.messageCame();
    }
}
