package org.waypost.sip;

/** A request as it came off the wire. */
public interface SipRequest extends SipMessage {

    /** The method of the request line. */
    Method method();

    /** The method as it was written; the only name there is for {@link Method#OTHER}. */
    Octets methodText();

    /** The Request-URI as it was written. */
    Octets requestUri();

    /** The number of the CSeq header, or -1 if it is missing or malformed. */
    long cseq();
}
