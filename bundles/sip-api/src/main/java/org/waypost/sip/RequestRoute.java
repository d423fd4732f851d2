package org.waypost.sip;

/**
 * A whiteboard service that decides what happens to a request. The one of the highest service ranking gets each request that opens
 * a transaction; retransmissions, CANCEL and ACK of a transaction that exists never reach it.
 */
public interface RequestRoute {

    /** Handles the request: replies, relays or lets it pass without an answer. An exception is answered 500. */
    void route(SipContext context);

    /**
     * Is offered a request that lacks From, To, Call-ID or CSeq (RFC 3261 8.1.1), which {@link #route} never sees: replies to it, or
     * leaves it to be dropped. Called on the thread that read it, so it must not wait.
     */
    default void incomplete(SipContext context) {
        // dropped, as by Kamailio
    }

    /**
     * Whether handling this request may wait for a disk or another machine. If so it runs on a bounded pool that keeps the order
     * of each Call-ID; if not, on the thread that read it.
     */
    default boolean mayBlock(SipContext context) {
        return false;
    }
}
