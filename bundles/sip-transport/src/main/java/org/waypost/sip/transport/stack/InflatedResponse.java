package org.waypost.sip.transport.stack;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.message.SIPDuplicateHeaderException;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import java.util.Iterator;
import javax.sip.InvalidArgumentException;
import javax.sip.header.CallIdHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.Header;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import org.waypost.sip.HeaderName;
import org.waypost.sip.transport.wire.MessageSplicer;
import org.waypost.sip.transport.wire.PlainMessage;
import org.waypost.sip.transport.wire.WireResponse;

/** A response off the wire as JAIN-SIP's type; see {@link InflatedRequest}. A plain one is passed on by cutting out its first Via. */
final class InflatedResponse extends SIPResponse {

    private final transient WireResponse wire;
    private transient Remainder remainder;
    private boolean cut;
    private volatile boolean unread;
    private boolean reading;

    private InflatedResponse(WireResponse wire, StatusLine line) {
        setStatusLine(line);
        this.wire = wire;
    }

    /** The response; nobody writes to its octets any more. */
    static InflatedResponse of(WireResponse wire) throws ParseException, InvalidArgumentException {
        StatusLine line = new StatusLine();
        line.setStatusCode(wire.status());
        line.setReasonPhrase(wire.reason().toString());
        InflatedResponse response = new InflatedResponse(wire, line);
        response.cSeqHeader = Inflater.cseq(wire);
        if (PlainMessage.is(wire)) {
            response.unread = true;
        } else {
            response.fill();
        }
        return response;
    }

    private void fill() throws ParseException, InvalidArgumentException {
        remainder = Remainder.of(wire);
        Inflater.headers(wire, this);
    }

    /** Makes objects of its headers, unless it has them. */
    void read() {
        if (unread) {
            readOnce();
        }
    }

    private synchronized void readOnce() {
        if (!unread || reading) {
            return;
        }
        reading = true;
        try {
            fill();
            if (cut) {
                super.removeHeader(ViaHeader.NAME, true);
            }
            unread = false;
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalStateException("a plain message that cannot be read", e);
        } finally {
            reading = false;
        }
    }

    /** Whether it has a Via: one that has none is for this server itself. */
    boolean hasVia() {
        if (!unread) {
            return getTopmostVia() != null;
        }
        return !cut || wire.indexOf(HeaderName.VIA, wire.indexOf(HeaderName.VIA, 0) + 1) >= 0;
    }

    /** Was done when it was made; headers beyond those are not this layer's business. */
    @Override
    public void checkHeaders() {}

    @Override
    public byte[] getRawContent() {
        return wire.body().isEmpty() ? null : wire.body().bytes();
    }

    @Override
    public byte[] encodeAsBytes(String transport) {
        return unread ? MessageSplicer.response(wire, !cut) : Encoding.octets(statusLine.encode(), headers, remainder);
    }

    @Override
    public Object clone() {
        if (!unread) {
            return super.clone();
        }
        InflatedResponse copy = new InflatedResponse(wire, statusLine);
        copy.cSeqHeader = cSeqHeader;
        copy.cut = cut;
        copy.unread = true;
        return copy;
    }

    @Override
    public void removeFirst(String name) {
        if (unread && !cut && name.equalsIgnoreCase(ViaHeader.NAME)) {
            cut = true;
        } else {
            super.removeFirst(name);
        }
    }

    // What follows are the ways to headers that JAIN-SIP has.

    @Override
    public SIPHeader getSIPHeaderListLowerCase(String name) {
        read();
        return super.getSIPHeaderListLowerCase(name);
    }

    @Override
    protected Header getHeaderLowerCase(String name) {
        read();
        return super.getHeaderLowerCase(name);
    }

    @Override
    public void attachHeader(SIPHeader header, boolean replace, boolean top) throws SIPDuplicateHeaderException {
        read();
        super.attachHeader(header, replace, top);
    }

    @Override
    public void removeHeader(String name, boolean top) {
        read();
        super.removeHeader(name, top);
    }

    @Override
    public void removeHeader(String name) {
        read();
        super.removeHeader(name);
    }

    @Override
    public Iterator<SIPHeader> getHeaders() {
        read();
        return super.getHeaders();
    }

    @Override
    public FromHeader getFrom() {
        read();
        return super.getFrom();
    }

    @Override
    public ToHeader getTo() {
        read();
        return super.getTo();
    }

    @Override
    public CallIdHeader getCallId() {
        read();
        return super.getCallId();
    }

    @Override
    public String getFromTag() {
        read();
        return super.getFromTag();
    }

    @Override
    public String getToTag() {
        read();
        return super.getToTag();
    }
}
