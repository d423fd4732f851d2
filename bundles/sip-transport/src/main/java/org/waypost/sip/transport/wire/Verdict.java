package org.waypost.sip.transport.wire;

/**
 * What the octets that were read turned out to be. All but the first two are not answered (behaviour of Kamailio), unless the route
 * wants to refuse a request that is malformed.
 */
public enum Verdict {
    REQUEST,
    RESPONSE,
    /** Nothing but line ends or NULs, as sent to keep a NAT binding open. */
    KEEPALIVE,
    /** The first line is that of no SIP/2.0 message. */
    NOT_SIP,
    /** A header line that is none, or one that is there twice and must not be, or whose value cannot be read. */
    BAD_HEADER,
    /** Via, From, To, Call-ID or CSeq is missing. */
    INCOMPLETE,
    /** More or longer header lines than the limits allow. */
    TOO_LARGE
}
