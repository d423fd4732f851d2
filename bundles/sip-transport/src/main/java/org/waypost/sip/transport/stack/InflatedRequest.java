package org.waypost.sip.transport.stack;

import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPDuplicateHeaderException;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.header.CallIdHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.Header;
import javax.sip.header.ToHeader;
import javax.sip.message.Response;
import org.waypost.sip.HeaderName;
import org.waypost.sip.transport.wire.MessageSplicer;
import org.waypost.sip.transport.wire.PlainMessage;
import org.waypost.sip.transport.wire.WireRequest;

/**
 * A request off the wire as JAIN-SIP's type: the headers that routing and transactions need are objects, all others and the body stay the
 * octets they were. A {@link PlainMessage} is not read before somebody asks for what a usual call does not need; as long as nobody does,
 * it is sent as its octets with lines put in ({@link MessageSplicer}). Copies share the octets.
 */
final class InflatedRequest extends SIPRequest {

    private final transient WireRequest wire;
    private final InetSocketAddress source;

    /** The key of its server transaction; empty in a copy, which is a request to be sent and has the usual key of one. */
    private String serverKey;

    /** What was put in while it was unread, the Via first. */
    private final List<SIPHeader> added = new ArrayList<>(2);

    private transient Remainder remainder;

    // Another thread may cancel the request, and must not see half of it.
    private volatile boolean unread;
    private boolean reading;

    private InflatedRequest(WireRequest wire, GenericURI uri, String serverKey, InetSocketAddress source) {
        setRequestLine(new RequestLine(uri, getCannonicalName(wire.methodText().toString())));
        this.wire = wire;
        this.serverKey = serverKey;
        this.source = source;
    }

    /** The request that came from {@code source}; nobody writes to its octets any more. */
    static InflatedRequest of(WireRequest wire, String serverKey, InetSocketAddress source)
            throws ParseException, InvalidArgumentException {
        GenericURI uri = new GenericURI(wire.requestUri().toString());
        InflatedRequest request = new InflatedRequest(wire, uri, serverKey, source);
        request.cSeqHeader = Inflater.cseq(wire);
        request.cSeqHeader.setMethod(request.getMethod());
        request.maxForwardsHeader = Inflater.maxForwards(wire);
        if (PlainMessage.is(wire)) {
            request.unread = true;
        } else {
            request.fill();
        }
        return request;
    }

    private void fill() throws ParseException, InvalidArgumentException {
        MaxForwards hops = maxForwardsHeader;
        remainder = Remainder.of(wire);
        Inflater.headers(wire, this);
        super.setHeader((Header) hops);
        cSeqHeader.setMethod(getMethod());
        Inflater.receivedFrom(source, wire, super.getTopmostVia());
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
            for (SIPHeader header : added) {
                super.attachHeader(header, false, header instanceof Via);
            }
            unread = false;
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalStateException("a plain message that cannot be read", e);
        } finally {
            reading = false;
        }
    }

    @Override
    public String getTransactionId() {
        if (!serverKey.isEmpty()) {
            return serverKey;
        }
        return unread ? getTopmostVia().getBranch().toLowerCase(Locale.ROOT) : super.getTransactionId();
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
        if (!unread) {
            return Encoding.octets(requestLine.encode(), headers, remainder);
        }
        StringBuilder lines = new StringBuilder(256);
        added.forEach(header -> header.encode(lines));
        return MessageSplicer.request(
                wire, requestLine.encode(), lines.toString(), source, maxForwardsHeader.getMaxForwards());
    }

    @Override
    public Object clone() {
        if (!unread) {
            InflatedRequest copy = (InflatedRequest) super.clone();
            copy.serverKey = "";
            return copy;
        }
        InflatedRequest copy = new InflatedRequest(wire, requestLine.getUri(), "", source);
        copy.cSeqHeader = cSeqHeader;
        copy.maxForwardsHeader = (MaxForwards) maxForwardsHeader.clone();
        copy.added.addAll(added);
        copy.unread = true;
        return copy;
    }

    /** An answer with what RFC 3261 8.2.6.2 has it copy, and no more. */
    @Override
    public SIPResponse createResponse(int status, String reason) {
        // Nothing is ever added to this one.
        Optional<InflatedResponse> trying = unread && status == Response.TRYING
                ? Inflater.response(MessageSplicer.answer(wire, source, status, reason))
                : Optional.empty();
        return trying.isPresent() ? trying.get() : answerOfObjects(status, reason);
    }

    private SIPResponse answerOfObjects(int status, String reason) {
        read();
        SIPResponse response = new SIPResponse();
        try {
            response.setStatusCode(status);
        } catch (ParseException e) {
            throw new IllegalArgumentException("status " + status, e);
        }
        response.setReasonPhrase(reason);
        for (SIPHeader header : new SIPHeader[] {getViaHeaders(), fromHeader, toHeader, callIdHeader, cSeqHeader}) {
            response.setHeader((Header) header.clone());
        }
        return response;
    }

    @Override
    public SIPRequest createCancelRequest() throws SipException {
        read();
        return super.createCancelRequest();
    }

    @Override
    public void addFirst(Header header) throws SipException {
        if (unread && header instanceof Via via) {
            added.add(0, via);
        } else {
            super.addFirst(header);
        }
    }

    @Override
    public void setHeader(Header header) {
        if (unread && !Remainder.isRead(HeaderName.of(header.getName()))) {
            added.removeIf(other -> other.getName().equalsIgnoreCase(header.getName()));
            added.add((SIPHeader) header);
        } else {
            super.setHeader(header);
        }
    }

    @Override
    public Via getTopmostVia() {
        if (!unread) {
            return super.getTopmostVia();
        }
        return !added.isEmpty() && added.get(0) instanceof Via via ? via : new FirstVia(wire, source.getPort());
    }

    // What follows are the ways to headers that JAIN-SIP has.

    @Override
    public SIPHeader getSIPHeaderListLowerCase(String name) {
        return isKnownToLack(name) ? null : super.getSIPHeaderListLowerCase(read(name));
    }

    @Override
    protected Header getHeaderLowerCase(String name) {
        return isKnownToLack(name) ? null : super.getHeaderLowerCase(read(name));
    }

    private boolean isKnownToLack(String name) {
        return unread && (name.equals("route") || name.equals("max-breadth"));
    }

    private String read(String name) {
        read();
        return name;
    }

    @Override
    public void attachHeader(SIPHeader header, boolean replace, boolean top) throws SIPDuplicateHeaderException {
        read();
        super.attachHeader(header, replace, top);
    }

    @Override
    public void removeHeader(String name, boolean top) {
        super.removeHeader(read(name), top);
    }

    @Override
    public void removeHeader(String name) {
        super.removeHeader(read(name));
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
