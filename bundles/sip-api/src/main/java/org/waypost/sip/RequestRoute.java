package org.waypost.sip;

/**
 * A whiteboard service that decides what happens to a request. The one of the highest service ranking gets each request that opens
 * a transaction; retransmissions, CANCEL and ACK of a transaction that exists never reach it.
 */
public interface RequestRoute {

    /** Handles the request: replies, relays or lets it pass without an answer. An exception is answered 500. */
    void route(SipContext context);

    /**
     * Whether handling this request may wait for a disk or another machine. If so it runs on a bounded pool that keeps the order
     * of each Call-ID; if not, on the thread that read it.
     */
    default boolean mayBlock(SipContext context) {
        return false;
    }
}
