package org.waypost.sip.transport.wire;

import org.waypost.sip.Octets;

/** A response as it came off the wire. */
public final class WireResponse extends WireMessage {

    private final ViaParts via = new ViaParts();
    private int status;
    private int reason;
    private int reasonEnd;

    void statusLine(int newStatus, int newReason, int newReasonEnd) {
        status = newStatus;
        reason = newReason;
        reasonEnd = newReasonEnd;
    }

    /** 100..699. */
    public int status() {
        return status;
    }

    public Octets reason() {
        return slice(reason, reasonEnd);
    }

    /** The parts of the first Via: the one of this server. */
    public ViaParts via() {
        return via;
    }

    /** The branch of the first Via; empty if it has none. */
    public Octets branch() {
        return slice(via.branch(), via.branchEnd());
    }
}
