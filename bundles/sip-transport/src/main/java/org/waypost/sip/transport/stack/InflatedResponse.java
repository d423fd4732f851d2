package org.waypost.sip.transport.stack;

import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.message.SIPResponse;

/** A response off the wire as JAIN-SIP's type; see {@link InflatedRequest}. */
final class InflatedResponse extends SIPResponse {

    private final Remainder remainder;

    InflatedResponse(StatusLine line, Remainder remainder) {
        setStatusLine(line);
        this.remainder = remainder;
    }

    /** Was done when it was made; headers beyond those are not this layer's business. */
    @Override
    public void checkHeaders() {}

    @Override
    public byte[] getRawContent() {
        return remainder.body().length == 0 ? null : remainder.body().clone();
    }

    @Override
    public byte[] encodeAsBytes(String transport) {
        return Encoding.octets(statusLine.encode(), headers, remainder);
    }
}
