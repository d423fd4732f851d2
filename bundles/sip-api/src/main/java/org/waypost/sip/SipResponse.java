package org.waypost.sip;

/** A reply as it came off the wire. */
public interface SipResponse extends SipMessage {

    /** 100..699. */
    int status();

    /** The reason phrase as it was written. */
    Octets reason();
}
