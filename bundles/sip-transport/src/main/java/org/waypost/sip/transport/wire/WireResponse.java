package org.waypost.sip.transport.wire;

import org.waypost.sip.Octets;
import org.waypost.sip.SipResponse;

/** A response as it came off the wire. */
public final class WireResponse extends WireMessage implements SipResponse {

    private final ViaParts via;
    private int status;
    private int reason;
    private int reasonEnd;

    WireResponse() {
        super(USUAL_HEADERS);
        via = new ViaParts();
    }

    private WireResponse(WireResponse other) {
        super(0);
        copy(other);
        via = other.via.copy();
        status = other.status;
        reason = other.reason;
        reasonEnd = other.reasonEnd;
    }

    /** The same response, for somebody to keep. */
    public WireResponse copy() {
        return new WireResponse(this);
    }

    void statusLine(int newStatus, int newReason, int newReasonEnd) {
        status = newStatus;
        reason = newReason;
        reasonEnd = newReasonEnd;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
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
