package org.waypost.sip.transport.tcp;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many octets of messages that have not come whole all connections hold. Many connections that each send most of a message would
 * else take all memory there is, long before any of them is too slow.
 */
final class UnfinishedOctets {

    private static final int SHARE = 8;

    private final AtomicLong held = new AtomicLong();
    private final long most;

    /** For an eighth of the heap. */
    UnfinishedOctets() {
        this(Runtime.getRuntime().maxMemory() / SHARE);
    }

    UnfinishedOctets(long most) {
        this.most = most;
    }

    /** A connection that held {@code before} holds {@code now}; false if it has to let go of that, since all hold too much. */
    boolean change(int before, int now) {
        return held.addAndGet((long) now - before) <= most || now == 0;
    }
}
