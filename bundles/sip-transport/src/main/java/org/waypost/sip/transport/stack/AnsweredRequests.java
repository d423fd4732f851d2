package org.waypost.sip.transport.stack;

import java.io.IOException;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.RecentTable;

/**
 * What is left of server transactions that have nothing more to do than to wait for the request to come again: a non-INVITE one that was
 * answered (RFC 3261 17.2.2, timer J) repeats its answer, an INVITE that was accepted is absorbed (RFC 6026 7.1, timer L). That takes
 * the key and the octets of the answer, so the transactions themselves and their timers need not stay.
 */
final class AnsweredRequests {

    /** Timers J and L: 64 T1. */
    private static final long LASTING_NANOS = 32_000_000_000L;

    private static final int MOST = 200_000;

    private static final Logger LOG = LoggerFactory.getLogger(AnsweredRequests.class);

    /**
     * One of them.
     *
     * @param method of the request
     * @param answer the octets to be repeated; none if they are repeated by somebody else or cannot get lost
     * @param channel the way back
     */
    record Answered(String method, byte[] answer, FlowChannel channel) {

        /** The request came again. */
        void repeat() {
            if (answer.length > 0) {
                try {
                    channel.send(answer);
                } catch (IOException e) {
                    LOG.debug("an answer could not be repeated: {}", e.toString());
                }
            }
        }
    }

    private final RecentTable<Answered> table;

    /** @param clock as {@link System#nanoTime} */
    AnsweredRequests(LongSupplier clock) {
        table = new RecentTable<>(clock, LASTING_NANOS, MOST);
    }

    void add(String key, Answered answered) {
        table.add(key, answered);
    }

    Optional<Answered> find(String key) {
        return table.find(key);
    }
}
