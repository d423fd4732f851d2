package org.waypost.sip.transport.state;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.waypost.sip.Avps;
import org.waypost.sip.HeaderEdits;
import org.waypost.sip.SipResponse;
import org.waypost.sip.Xavps;

/** What a script and the bundles keep with a request. Most requests have none of it, so it is made when it is first asked for. */
public final class RequestState {

    private final AvpTable avps;
    private final XavpList xavps;
    private final Map<Class<?>, Object> attachments = new HashMap<>();
    private MessageEdits edits;
    private Optional<SipResponse> response = Optional.empty();

    public RequestState(MessageEdits edits) {
        this(new AvpTable(), new XavpList(), edits);
    }

    private RequestState(AvpTable avps, XavpList xavps, MessageEdits edits) {
        this.avps = avps;
        this.xavps = xavps;
        this.edits = edits;
    }

    /** The same AVPs and a copy of the edits; no attachments. */
    public RequestState copy(Predicate<byte[]> replace) {
        return new RequestState(avps, xavps, edits.copy(replace));
    }

    /** The state of a reply, which has the AVPs of its request. */
    public RequestState ofReply(MessageEdits editsOfReply) {
        return new RequestState(avps, xavps, editsOfReply);
    }

    public Avps avps() {
        return avps;
    }

    public Xavps xavps() {
        return xavps;
    }

    public HeaderEdits edits() {
        return edits;
    }

    public void edits(MessageEdits newEdits) {
        edits = newEdits;
    }

    public Optional<SipResponse> response() {
        return response;
    }

    public void response(SipResponse newResponse) {
        response = Optional.of(newResponse);
    }

    public <T> T attachment(Class<T> type, Supplier<T> maker) {
        return type.cast(attachments.computeIfAbsent(type, key -> maker.get()));
    }
}
