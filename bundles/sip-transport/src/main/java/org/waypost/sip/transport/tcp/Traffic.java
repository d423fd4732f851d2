package org.waypost.sip.transport.tcp;

import java.util.concurrent.TimeUnit;
import org.waypost.sip.FlowState;
import org.waypost.sip.transport.SingleWriterCounter;

/** What went through a connection, and when; counted by its event loop. */
final class Traffic {

    private final long openedAt = System.currentTimeMillis();
    private final SingleWriterCounter receivedMessages = new SingleWriterCounter();
    private final SingleWriterCounter receivedOctets = new SingleWriterCounter();
    private final SingleWriterCounter sentMessages = new SingleWriterCounter();
    private final SingleWriterCounter sentOctets = new SingleWriterCounter();
    private volatile long last = System.nanoTime();

    /** Something came or went, or was heard of. */
    void touch() {
        last = System.nanoTime();
    }

    void octetsCame(int octets) {
        receivedOctets.add(octets);
    }

    void messageCame() {
        receivedMessages.add(1);
    }

    void messageLeft(int octets) {
        sentMessages.add(1);
        sentOctets.add(octets);
    }

    /** Nanoseconds since something came or went. */
    long idleNanos() {
        return System.nanoTime() - last;
    }

    FlowState state(TcpConnection connection) {
        return new FlowState(
                connection,
                connection.isOutgoing(),
                openedAt,
                TimeUnit.NANOSECONDS.toMillis(idleNanos()),
                receivedMessages.get(),
                receivedOctets.get(),
                sentMessages.get(),
                sentOctets.get(),
                connection.queued());
    }
}
