package org.waypost.sip.transport.stack;

import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.message.SIPRequest;

/**
 * A request off the wire as JAIN-SIP's type: the headers that routing and transactions need are objects, all others and the body
 * stay the octets they were. Copies share them.
 */
final class InflatedRequest extends SIPRequest {

    private final Remainder remainder;

    /** The key of its server transaction; empty in a copy, which is a request to be sent and has the usual key of one. */
    private String serverKey;

    InflatedRequest(RequestLine line, String serverKey, Remainder remainder) {
        setRequestLine(line);
        this.serverKey = serverKey;
        this.remainder = remainder;
    }

    @Override
    public String getTransactionId() {
        return serverKey.isEmpty() ? super.getTransactionId() : serverKey;
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
        return Encoding.octets(requestLine.encode(), headers, remainder);
    }

    @Override
    public Object clone() {
        InflatedRequest copy = (InflatedRequest) super.clone();
        copy.serverKey = "";
        return copy;
    }
}
