package org.waypost.registrar.core;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;

/**
 * The statistics of the group {@code registrar}, under Kamailio's names: accepted_regs counts the REGISTERs answered 200,
 * rejected_regs the others; lookups counts the lookups for a request, lookup_misses those that found no contact to send it to; max_expires, max_contacts, default_expire, default_expires_range and expires_range are the
 * parameters in force.
 */
final class Counters {

    private final LongAdder accepted = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder lookups = new LongAdder();
    private final LongAdder misses = new LongAdder();

    void count(boolean wasAccepted) {
        (wasAccepted ? accepted : rejected).increment();
    }

    void lookedUp(boolean found) {
        lookups.increment();
        if (!found) {
            misses.increment();
        }
    }

    void collect(Settings settings, ObjLongConsumer<String> sink) {
        sink.accept("accepted_regs", accepted.sum());
        sink.accept("default_expire", settings.defaultExpires());
        sink.accept("default_expires_range", settings.defaultExpiresRange());
        sink.accept("expires_range", settings.expiresRange());
        sink.accept("lookup_misses", misses.sum());
        sink.accept("lookups", lookups.sum());
        sink.accept("max_contacts", settings.maxContacts());
        sink.accept("max_expires", settings.maxExpires());
        sink.accept("rejected_regs", rejected.sum());
    }

    static boolean isGauge(String name) {
        return !name.endsWith("_regs") && !name.startsWith("lookup");
    }

    void reset() {
        accepted.reset();
        rejected.reset();
        lookups.reset();
        misses.reset();
    }
}
