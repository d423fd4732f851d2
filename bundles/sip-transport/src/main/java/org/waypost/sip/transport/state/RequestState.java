package org.waypost.sip.transport.state;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.waypost.sip.Avps;
import org.waypost.sip.HeaderEdits;
import org.waypost.sip.SipResponse;
import org.waypost.sip.Xavps;

/** What a script and the bundles keep with a request. Most requests have none of it, so it is made when it is first asked for. */
public final class RequestState {

    private final Avps avps = new AvpTable();
    private final Xavps xavps = new XavpList();
    private final Map<Class<?>, Object> attachments = new HashMap<>();
    private HeaderEdits edits;
    private Optional<SipResponse> response = Optional.empty();

    public RequestState(HeaderEdits edits) {
        this.edits = edits;
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

    public void edits(HeaderEdits newEdits) {
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
