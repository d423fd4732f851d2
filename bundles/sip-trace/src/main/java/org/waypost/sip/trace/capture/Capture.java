package org.waypost.sip.trace.capture;

import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.waypost.sip.MessageTap;
import org.waypost.sip.TappedMessage;

/**
 * Takes copies of the messages that pass a filter for one thread that looks for them every now and then. The thread of a message
 * takes no lock and wakes nobody up; what the other is too slow for is left out and counted, so that memory stays bounded.
 */
public final class Capture implements MessageTap {

    /** How long the reader sleeps when there is nothing. */
    public static final long PAUSE_MILLIS = 20;

    // What an element takes beside its octets.
    private static final int OVERHEAD = 200;

    private final TraceFilter filter;
    private final long mostOctets;
    private final Queue<CapturedMessage> queue = new ConcurrentLinkedQueue<>();
    private final AtomicLong queued = new AtomicLong();
    private final LongAdder leftOut = new LongAdder();

    /** @param mostOctets that may wait to be read */
    public Capture(TraceFilter filter, long mostOctets) {
        this.filter = filter;
        this.mostOctets = mostOctets;
    }

    @Override
    public void message(TappedMessage message) {
        if (message.remote().isUnresolved() || !filter.matches(message)) {
            return;
        }
        int size = OVERHEAD + message.octets().length();
        if (queued.addAndGet(size) > mostOctets) {
            queued.addAndGet(-size);
            leftOut.increment();
            return;
        }
        queue.add(CapturedMessage.of(Instant.now(), message));
    }

    /** The next message, if there is one now. */
    public Optional<CapturedMessage> poll() {
        CapturedMessage message = queue.poll();
        if (message != null) {
            queued.addAndGet(-OVERHEAD - message.octets().length());
        }
        return Optional.ofNullable(message);
    }

    /** Messages that passed the filter and did not fit. */
    public long leftOut() {
        return leftOut.sum();
    }
}
