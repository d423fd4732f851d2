package org.waypost.sip;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The request being processed and all that is decided about it on its way: targets, flags, reply headers. It belongs to one thread
 * at a time, and is valid until the route returns unless {@link #retain()} was called.
 */
public interface SipContext {

    SipRequest request();

    /** The way the request came, and its reply goes. */
    Flow flow();

    /** Time of arrival, epoch milliseconds. */
    long receivedAt();

    /** The first target; before a lookup, a branch that carries the Request-URI alone. */
    Branch target();

    void target(Branch target);

    /** The flags of {@link #target()}: the branch flags that a registrar stores with a contact. */
    default int branchFlags() {
        return target().flags();
    }

    /** The targets beside {@link #target()}, in the order they were added. */
    List<Branch> branches();

    /** Adds a target. With {@link #target()} at most {@code max_branches} (12) are kept, further ones are refused with false. */
    boolean addBranch(Branch branch);

    void clearBranches();

    /** Message flags, bit 0..31. */
    int flags();

    void flags(int flags);

    /** Extended message flags, bit 0..63. */
    default long extendedFlags() {
        return 0;
    }

    default void extendedFlags(long flags) {
        throw new UnsupportedOperationException("this context has no extended flags");
    }

    /** The attribute-value pairs of this request. */
    Avps avps();

    /** The extended AVPs of this request. */
    Xavps xavps();

    /** Changes to the message that will be relayed. */
    HeaderEdits edits();

    /** The reply from downstream that is being processed; empty while a request is. */
    Optional<SipResponse> response();

    /** Sets the reply being processed: for who passes replies on. */
    void response(SipResponse response);

    /**
     * What a bundle keeps with this request, such as script variables or fetched contacts: made by {@code maker} when it is first
     * asked for, gone with the request. One for each type.
     */
    <T> T attachment(Class<T> type, Supplier<T> maker);

    /**
     * A context of its own for the same request, to process it for one target or at a later time: it starts with the targets, flags
     * and edits of this one, shares its AVPs and XAVPs, and has attachments of its own. Retains the request.
     */
    default SipContext copy() {
        throw new UnsupportedOperationException("this context cannot be copied");
    }

    /**
     * A context for a reply to this request: {@link #flow()} is where it came from, {@link #response()} is set, {@link #edits()} change
     * the reply; AVPs and XAVPs are those of this context. Nothing is sent by its {@link #reply}.
     *
     * @param response valid as long as the context is used
     */
    default SipContext ofReply(Flow flow, SipResponse response) {
        throw new UnsupportedOperationException("this context takes no replies");
    }

    /** Header lines, each ended by CRLF, that the next {@link #reply} carries between the echoed headers and Server. */
    ByteSink replyHeaders();

    /**
     * Answers statelessly on the flow of the request (RFC 3261 8.2.7 and 18.2.2): Via, Record-Route, From, To with a tag, Call-ID
     * and CSeq as they came, then the {@link #replyHeaders()} (which are cleared), Server and Content-Length: 0. After a final reply
     * no other is sent; an ACK is never answered. Once the request has a transaction (see {@link #adapt}) the reply goes through that.
     *
     * @param status 100..699
     */
    void reply(int status, String reason);

    /** As {@link #reply(int, String)}; Record-Route is echoed only if {@code echoRecordRoute}. */
    void reply(int status, String reason, boolean echoRecordRoute);

    /** Sends replies to the port the request came from though its Via does not ask for it (RFC 3581), and says so in their Via. */
    default void forceRport() {
        throw new UnsupportedOperationException("this context sends no replies");
    }

    /** Ends the connection the request came on after the next final {@link #reply}; does nothing for UDP. */
    default void closeAfterReply() {
        throw new UnsupportedOperationException("this context sends no replies");
    }

    /** The status of the last reply that was sent, or 0. */
    int repliedStatus();

    /** Has something done when the route has returned; nothing if it failed. For a request off a socket only. */
    default void afterRoute(Runnable action) {
        throw new UnsupportedOperationException("this context is of no route");
    }

    /** The answer comes from elsewhere from now on, such as the targets of a transaction: a route that fails after that ends nothing. */
    default void handOver() {}

    /** Whether a route that fails is to leave the request unanswered: it was answered, or will be by others. */
    default boolean isHandedOver() {
        return repliedStatus() >= 200;
    }

    /** Makes the request outlive the call of the route, for work on another thread: what was read into a shared buffer is copied. */
    void retain();

    /**
     * The request in another form, its edits included: {@code javax.sip.message.Request}, ready for the transaction layer;
     * {@code javax.sip.ServerTransaction}, the transaction it has or repeats, through which replies go from then on;
     * {@code javax.sip.message.Response} of a context {@link #ofReply of a reply}.
     *
     * @return empty if there is no such form or the request cannot be put into it
     */
    <T> Optional<T> adapt(Class<T> type);
}
