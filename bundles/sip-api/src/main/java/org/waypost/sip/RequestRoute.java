package org.waypost.sip;

/**
 * A whiteboard service that decides what happens to a request. The one of the highest service ranking gets each request that opens
 * a transaction; retransmissions, CANCEL and ACK of a transaction that exists never reach it.
 */
public interface RequestRoute {

    /** Handles the request: replies, relays or lets it pass without an answer. An exception is answered 500. */
    void route(SipContext context);

    /**
     * Is offered a request that {@link #route} never sees, since its first line cannot be read or is of another version of SIP, or
     * a header line it must have is missing, is there twice or cannot be read (RFC 3261 8.1.1, 16.3 step 1): replies to it, or leaves
     * it to be dropped. The context knows the method, the Vias and the first From, To, Call-ID and CSeq, as far as they are there.
     * Called on the thread that read it, so it must not wait.
     *
     * @param status what RFC 3261 answers: 400, or 505 for another version
     * @param reason the reason phrase that goes with it
     */
    default void malformed(SipContext context, int status, String reason) {
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
