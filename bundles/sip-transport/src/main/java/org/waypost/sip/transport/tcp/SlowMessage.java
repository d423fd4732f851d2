package org.waypost.sip.transport.tcp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Since when a message has been coming in pieces. Written by the event loop of its connection, read by who ends connections. */
final class SlowMessage {

    private static final long NONE = 0;

    private final List<BooleanSupplier> parts = new ArrayList<>(1);
    private final LongSupplier clock;
    private boolean endedMeanwhile;
    private volatile long since = NONE;

    /** @param hasPart whether the reader of messages holds part of one */
    SlowMessage(BooleanSupplier hasPart) {
        this(hasPart, System::nanoTime);
    }

    SlowMessage(BooleanSupplier hasPart, LongSupplier clock) {
        parts.add(hasPart);
        this.clock = clock;
    }

    /** Watches another place where part of a message may wait for the rest. */
    void watch(BooleanSupplier hasPart) {
        parts.add(hasPart);
    }

    /** A message has come whole: what follows belongs to the next. */
    void ended() {
        endedMeanwhile = true;
    }

    /** Sees, after a read, whether something has come that is not whole yet. */
    void look() {
        if (!hasPart()) {
            since = NONE;
        } else if (since == NONE || endedMeanwhile) {
            since = clock.getAsLong() | 1;
        }
        endedMeanwhile = false;
    }

    private boolean hasPart() {
        for (BooleanSupplier part : parts) {
            if (part.getAsBoolean()) {
                return true;
            }
        }
        return false;
    }

    /** Nanoseconds that the message has been coming; 0 if none is. */
    long nanos() {
        long begun = since;
        return begun == NONE ? 0 : clock.getAsLong() - begun;
    }
}
