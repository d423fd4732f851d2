package org.waypost.sip.transport.tcp;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * How much waits to be sent on a connection, and for how long; and while the connection is being opened, what waits. State: the octets
 * that were taken and not written yet, and the messages that came before there was a connection to write them to.
 */
final class Outbox {

    /** A peer that has taken something within these nanoseconds reads; what waits is on its way through this server. */
    static final long LATELY = TimeUnit.SECONDS.toNanos(1);

    /** As many times the limit may wait for a peer that reads. */
    static final int BACKLOG = 16;

    private final LongSupplier clock;
    private final AtomicLong all;
    private final AtomicInteger octets = new AtomicInteger();
    private final Queue<ByteBuf> early = new ArrayDeque<>(0);
    private boolean closed;
    private volatile boolean open;
    private volatile long progress;

    /**
     * @param clock nanoseconds
     * @param all what waits on all connections, in octets
     */
    Outbox(LongSupplier clock, AtomicLong all) {
        this.clock = clock;
        this.all = all;
    }

    /**
     * Takes the place for a message, if no more than {@code most} octets wait with it, or {@link #BACKLOG} times as many for a peer that reads:
     * in a burst most of what waits is what this server has not got round to write. While more than {@code mostOfAll} octets wait on all
     * connections, a message is taken only where nothing else waits.
     */
    boolean reserve(int length, int most, long mostOfAll) {
        if (octets.get() == 0) {
            // before anything waits, so that who looks meanwhile takes the silence before for no stall
            progress = clock.getAsLong();
        }
        int waiting = octets.addAndGet(length);
        boolean tooMuch = waiting > most && (waiting > (long) BACKLOG * most || !isRead());
        if (all.addAndGet(length) > mostOfAll && waiting > length || tooMuch) {
            release(length);
            return false;
        }
        return true;
    }

    private void release(int length) {
        octets.addAndGet(-length);
        all.addAndGet(-length);
    }

    private boolean isRead() {
        return open && clock.getAsLong() - progress < LATELY;
    }

    /** A message has left, or never will. */
    void leave(int length) {
        progress = clock.getAsLong();
        release(length);
    }

    /** Whether {@code message} has to wait for the connection, or will never leave; false if it can be written at once. */
    boolean keeps(ByteBuf message) {
        if (open) {
            return false;
        }
        synchronized (early) {
            if (closed) {
                release(message.readableBytes());
                message.release();
            } else if (!open) {
                early.add(message);
            }
            return closed || !open;
        }
    }

    /** The connection is there: hands over what was kept, before anything else can be written. */
    void open(Consumer<ByteBuf> writer) {
        synchronized (early) {
            progress = clock.getAsLong();
            drain(writer);
            open = true;
        }
    }

    /** There will be no connection any more: hands over what was kept and releases it. */
    void close(Consumer<ByteBuf> unsent) {
        synchronized (early) {
            closed = true;
            drain(message -> {
                unsent.accept(message);
                release(message.readableBytes());
                message.release();
            });
        }
    }

    private void drain(Consumer<ByteBuf> taker) {
        for (ByteBuf message = early.poll(); message != null; message = early.poll()) {
            taker.accept(message);
        }
    }

    /** Octets that wait. */
    int octets() {
        return octets.get();
    }

    /** Nanoseconds that the peer has taken nothing of what waits; 0 if nothing waits, or not for the peer. */
    long stalledNanos() {
        return open && octets.get() > 0 ? clock.getAsLong() - progress : 0;
    }
}
