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
 * @param departure finds the way to a target
 * @param pendingFlows is told what waits for an answer over a connection
 * @param failedFlows is told of flows that have failed
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
        Departure departure,
        PendingFlows pendingFlows,
        FailedFlows failedFlows,
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
