package org.waypost.sip.transport.tcp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** Since when a message has been coming in pieces. Written by the event loop of its connection, read by who ends connections. */
final class SlowMessage {

    private static final long NONE = 0;

    private final List<IntSupplier> parts = new ArrayList<>(1);
    private final LongSupplier clock;
    private boolean endedMeanwhile;
    private volatile long since = NONE;

    /** @param part octets of an unfinished message that the reader of messages holds */
    SlowMessage(IntSupplier part) {
        this(part, System::nanoTime);
    }

    SlowMessage(IntSupplier part, LongSupplier clock) {
        parts.add(part);
        this.clock = clock;
    }

    /** Watches another place where part of a message may wait for the rest. */
    void watch(IntSupplier part) {
        parts.add(part);
    }

    /** A message has come whole: what follows belongs to the next. */
    void ended() {
        endedMeanwhile = true;
    }

    /** Sees, after a read, how many octets have come of something that is not whole yet. */
    int look() {
        int octets = octets();
        if (octets == 0) {
            since = NONE;
        } else if (since == NONE || endedMeanwhile) {
            since = clock.getAsLong() | 1;
        }
        endedMeanwhile = false;
        return octets;
    }

    private int octets() {
        int octets = 0;
        for (IntSupplier part : parts) {
            octets += part.getAsInt();
        }
        return octets;
    }

    /** Nanoseconds that the message has been coming; 0 if none is. */
    long nanos() {
        long begun = since;
        return begun == NONE ? 0 : clock.getAsLong() - begun;
    }
}
