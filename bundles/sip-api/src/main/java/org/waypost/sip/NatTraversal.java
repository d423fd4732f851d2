package org.waypost.sip;

/** Finds clients behind NAT and mends what they send, for routes in Java: Kamailio's nathelper. */
public interface NatTraversal {

    /** A private address in Contact. */
    int CONTACT = 1;

    /** A source address that is not that of the Via. */
    int RECEIVED = 2;

    /** A source port that is not that of the Via. */
    int PORT = 16;

    /** WS or WSS, whose clients know no address of theirs (RFC 7118). */
    int WEBSOCKET = 64;

    /**
     * Whether the message in hand shows a sign of NAT.
     *
     * @param tests sum of those to be made
     */
    boolean isNatted(SipContext context, int tests);

    /** Whether the Contact of the message in hand, if it has one, names another address or port than the message came from. */
    boolean isElsewhere(SipContext context);

    /** Adds the source of the message in hand to its Contact, as a parameter that {@link #followAlias} understands; once. */
    void addAlias(SipContext context);

    /** Takes the alias off the URI of the target, and makes it the destination; false if there is none, or none that can be read. */
    boolean followAlias(SipContext context);

    /** The URI that leads back to where the message in hand came from, as a registrar stores it. */
    String source(SipContext context);
}
