package org.waypost.proxy;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sip.SipProvider;

/**
 * What every {@link Fork} works with.
 *
 * @param provider makes client transactions
 * @param flows chooses flows
 * @param hosts finds addresses
 * @param deadlines runs timer C and the like
 * @param accepted remembers the callers of accepted INVITEs
 * @param counters counts
 * @param scripts take part if there are any
 * @param settings in force
 * @param ended is told of a fork whose branches have all ended
 */
record ForkTools(
        SipProvider provider,
        OutgoingFlows flows,
        HostLookup hosts,
        Deadlines deadlines,
        Accepted accepted,
        ProxyCounters counters,
        Scripts scripts,
        Supplier<ProxySettings> settings,
        Consumer<Fork> ended) {

    /** A tag for the To header of an answer of our own (RFC 3261 19.3). */
    static String newTag() {
        return Long.toString(ThreadLocalRandom.current().nextLong() & Long.MAX_VALUE, Character.MAX_RADIX);
    }
}
