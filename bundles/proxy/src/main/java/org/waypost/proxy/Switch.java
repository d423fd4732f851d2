package org.waypost.proxy;

/** What a route may switch on or off for its transaction, in place of what the parameters say. */
enum Switch {
    /** An INVITE is answered 100 at once (auto_inv_100). */
    TRYING,
    /** A 6xx ends the other targets and is the best answer (disable_6xx_block, the other way round). */
    SIX_HUNDRED_ENDS,
    /** Another server of a name is tried when one has failed (RFC 3263 4.3). */
    FAILOVER,
    /** A request that cannot be sent anywhere is answered by the proxy, not left to the route. */
    OWN_ANSWERS,
    /** The Reason of the caller's CANCEL goes on to the targets (e2e_cancel_reason). */
    PASS_REASON
}
