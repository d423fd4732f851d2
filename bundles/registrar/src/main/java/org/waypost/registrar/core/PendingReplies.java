package org.waypost.registrar.core;

import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.waypost.sip.HeaderName;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipRequest;

/**
 * The replies that save() with flag 0x02 did not send, until sendReply() asks for them or their request is gone. A
 * context may be used for one request after another, so each reply knows which one it answers.
 */
final class PendingReplies {

    /**
     * A reply that was not sent.
     *
     * @param answer its status and reason
     * @param echoRecordRoute whether it carries the Record-Route headers of the request
     * @param headers its header lines as octets; empty if they stand in the context already
     */
    record Pending(Answer answer, boolean echoRecordRoute, byte[] headers) {}

    private record Entry(String callId, long cseq, long receivedAt, Pending pending) {}

    private final Map<SipContext, Entry> entries = new WeakHashMap<>();

    synchronized void put(SipContext context, Pending pending) {
        SipRequest request = context.request();
        entries.put(
                context,
                new Entry(request.first(HeaderName.CALL_ID).toString(), request.cseq(), context.receivedAt(), pending));
    }

    /** Takes out the reply of the request that {@code context} holds now. */
    synchronized Optional<Pending> take(SipContext context) {
        Entry entry = entries.remove(context);
        SipRequest request = context.request();
        return entry != null
                        && entry.cseq == request.cseq()
                        && entry.receivedAt == context.receivedAt()
                        && request.first(HeaderName.CALL_ID).contentEquals(entry.callId)
                ? Optional.of(entry.pending)
                : Optional.empty();
    }
}
