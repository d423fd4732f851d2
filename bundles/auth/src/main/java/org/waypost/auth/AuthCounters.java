package org.waypost.auth;

import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;

/** How often which check ended how. */
final class AuthCounters {

    /** What is counted. */
    enum Event {
        CHALLENGES,
        PASSED,
        WRONG_PASSWORD,
        UNKNOWN_USER,
        OTHER_USER,
        EXPIRED_NONCE,
        REPLAYED,
        MALFORMED,
        BLOCKED,
        DELAYED,
        DROPPED,
        UNAVAILABLE
    }

    private final LongAdder[] counts = new LongAdder[Event.values().length];

    AuthCounters() {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    void count(Event event) {
        counts[event.ordinal()].increment();
    }

    void collect(ObjLongConsumer<String> sink) {
        for (Event event : Event.values()) {
            sink.accept(event.name().toLowerCase(Locale.ROOT), counts[event.ordinal()].sum());
        }
    }

    void reset() {
        for (LongAdder count : counts) {
            count.reset();
        }
    }
}
