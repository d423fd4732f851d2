package org.waypost.sip.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.waypost.sip.Avps;
import org.waypost.sip.Branch;
import org.waypost.sip.ByteSink;
import org.waypost.sip.Flow;
import org.waypost.sip.HeaderEdits;
import org.waypost.sip.Method;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipResponse;
import org.waypost.sip.Xavps;
import org.waypost.sip.transport.state.MessageEdits;
import org.waypost.sip.transport.state.RequestState;
import org.waypost.sip.transport.wire.MessageScanner;
import org.waypost.sip.transport.wire.OctetBuffer;
import org.waypost.sip.transport.wire.ReplyWriter;
import org.waypost.sip.transport.wire.Verdict;
import org.waypost.sip.transport.wire.ViaParts;
import org.waypost.sip.transport.wire.WireRequest;
import org.waypost.sip.transport.wire.WireResponse;

/** The context of a request off a socket. A reader reuses one for request after request, until somebody retains it. */
public final class WireContext implements SipContext {

    private static final int FINAL = 200;
    private static final int USUAL_REPLY = 1024;
    private static final int USUAL_HEADERS = 512;

    private final Dispatcher dispatcher;
    private final OctetBuffer replyHeaders = new OctetBuffer(USUAL_HEADERS);
    private final OctetBuffer reply = new OctetBuffer(USUAL_REPLY);
    private final List<Branch> branches = new ArrayList<>(0);
    private WireRequest request;
    private ReplyFlow flow;
    private long receivedAt;

    /** {@link System#nanoTime} of a request whose latency is measured; else 0. */
    private long measuredFrom;

    private Branch target;
    private int flags;
    private long extendedFlags;
    private int repliedStatus;
    private boolean retained;

    /** Whether the connection ends with the final reply. */
    private boolean closing;

    /** Whether this is no context off a socket, but one made by {@link #copy} or {@link #ofReply}. */
    private boolean derived;

    /** Whether others see to the final reply. */
    private boolean handedOver;

    /** What waits for the end of the route; null if nothing does. */
    private Runnable afterRoute;

    /** The transaction opened for the request; null if there is none. */
    private ReplyTransaction transaction;

    /** Whether replies go through the transaction. */
    private boolean stateful;

    /** Null as long as nobody asked for any of it. */
    private RequestState state;

    WireContext(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    void begin(WireRequest newRequest, ReplyFlow newFlow) {
        request = newRequest;
        flow = newFlow;
        receivedAt = System.currentTimeMillis();
        measuredFrom = 0;
        target = null;
        branches.clear();
        flags = 0;
        extendedFlags = 0;
        afterRoute = null;
        handedOver = false;
        repliedStatus = 0;
        closing = false;
        state = null;
        transaction = null;
        stateful = false;
        replyHeaders.clear();
    }

    /** Measures how long this request takes from now to its final reply. */
    void measure() {
        measuredFrom = System.nanoTime();
    }

    @Override
    public WireContext copy() {
        WireContext copy = derive(flow);
        copy.repliedStatus = repliedStatus;
        copy.branches.addAll(branches);
        copy.replyHeaders.put(replyHeaders.array(), 0, replyHeaders.length());
        copy.state = state().copy(copy::replace);
        return copy;
    }

    @Override
    public WireContext ofReply(Flow arrival, SipResponse response) {
        WireContext reply = derive(arrival instanceof ReplyFlow replies ? replies : new EventFlow(arrival.local()));
        reply.state = state().ofReply(new MessageEdits(response, reply::replaceResponse));
        reply.state.response(response);
        return reply;
    }

    private WireContext derive(ReplyFlow newFlow) {
        if (!derived) {
            retain();
        }
        WireContext other = new WireContext(dispatcher);
        other.begin(request, newFlow);
        other.derived = true;
        other.receivedAt = receivedAt;
        other.target = target;
        other.flags = flags;
        other.extendedFlags = extendedFlags;
        other.transaction = transaction;
        other.stateful = stateful;
        return other;
    }

    /** Whether this is no context off a socket: nothing is opened for it. */
    public boolean isDerived() {
        return derived;
    }

    /** The transaction that was opened for the request, whether replies go through it or not. */
    public Optional<ReplyTransaction> transaction() {
        return Optional.ofNullable(transaction);
    }

    public void opened(ReplyTransaction newTransaction) {
        transaction = newTransaction;
    }

    /** From now on replies go through the transaction. */
    public void replyThroughTransaction() {
        stateful = true;
    }

    @Override
    public void afterRoute(Runnable action) {
        afterRoute = action;
    }

    @Override
    public void handOver() {
        handedOver = true;
    }

    @Override
    public boolean isHandedOver() {
        return handedOver || repliedStatus >= FINAL;
    }

    void routeEnded() {
        if (afterRoute != null) {
            afterRoute.run();
        }
    }

    boolean isRetained() {
        return retained;
    }

    @Override
    public WireRequest request() {
        return request;
    }

    @Override
    public ReplyFlow flow() {
        return flow;
    }

    @Override
    public long receivedAt() {
        return receivedAt;
    }

    @Override
    public Branch target() {
        if (target == null) {
            target = Branch.to(request.requestUri().toString());
        }
        return target;
    }

    @Override
    public void target(Branch newTarget) {
        target = newTarget;
    }

    @Override
    public int branchFlags() {
        return target == null ? 0 : target.flags();
    }

    @Override
    public List<Branch> branches() {
        return List.copyOf(branches);
    }

    @Override
    public boolean addBranch(Branch branch) {
        return branches.size() + 1 < dispatcher.mostBranches() && branches.add(branch);
    }

    @Override
    public void clearBranches() {
        branches.clear();
    }

    @Override
    public int flags() {
        return flags;
    }

    @Override
    public void flags(int newFlags) {
        flags = newFlags;
    }

    @Override
    public long extendedFlags() {
        return extendedFlags;
    }

    @Override
    public void extendedFlags(long newFlags) {
        extendedFlags = newFlags;
    }

    @Override
    public Avps avps() {
        return state().avps();
    }

    @Override
    public Xavps xavps() {
        return state().xavps();
    }

    @Override
    public HeaderEdits edits() {
        return state().edits();
    }

    @Override
    public Optional<SipResponse> response() {
        return state == null ? Optional.empty() : state.response();
    }

    @Override
    public void response(SipResponse response) {
        state().response(response);
    }

    @Override
    public <T> T attachment(Class<T> type, Supplier<T> maker) {
        return state().attachment(type, maker);
    }

    private RequestState state() {
        if (state == null) {
            state = new RequestState(editsOfRequest());
        }
        return state;
    }

    private MessageEdits editsOfRequest() {
        return new MessageEdits(request, this::replace);
    }

    // What is edited gets an index of its own; the reader's goes on with the next message.
    private boolean replace(byte[] message) {
        MessageScanner scanner = new MessageScanner();
        if (scanner.scan(message, 0, message.length, dispatcher.limits()) != Verdict.REQUEST) {
            return false;
        }
        boolean rport = request.via().wantsRport();
        request = scanner.request();
        if (rport) {
            request.via().forceRport();
        }
        state.edits(editsOfRequest());
        return true;
    }

    private boolean replaceResponse(byte[] message) {
        Optional<WireResponse> response = responseOf(message, message.length);
        response.ifPresent(replaced -> {
            state.response(replaced);
            state.edits(new MessageEdits(replaced, this::replaceResponse));
        });
        return response.isPresent();
    }

    /** The request with its edits; empty if they made something else of it. */
    public Optional<WireRequest> edited() {
        if (state == null || state.edits().isEmpty()) {
            return Optional.of(request);
        }
        byte[] message = state.edits().result();
        MessageScanner scanner = new MessageScanner();
        Verdict verdict = scanner.scan(message, 0, message.length, dispatcher.limits());
        return verdict == Verdict.REQUEST ? Optional.of(scanner.request()) : Optional.empty();
    }

    /** The reply being processed with its edits; empty if there is none, or they made something else of it. */
    public Optional<WireResponse> editedResponse() {
        Optional<SipResponse> response = response();
        if (response.isEmpty()) {
            return Optional.empty();
        }
        HeaderEdits edits = state.edits();
        byte[] message = edits.isEmpty() ? response.get().octets().bytes() : edits.result();
        return responseOf(message, message.length);
    }

    private Optional<WireResponse> responseOf(byte[] message, int length) {
        MessageScanner scanner = new MessageScanner();
        Verdict verdict = scanner.scan(message, 0, length, dispatcher.limits());
        return verdict == Verdict.RESPONSE ? Optional.of(scanner.response()) : Optional.empty();
    }

    @Override
    public ByteSink replyHeaders() {
        return replyHeaders;
    }

    @Override
    public void reply(int status, String reason) {
        reply(status, reason, true);
    }

    @Override
    public void reply(int status, String reason, boolean echoRecordRoute) {
        if (status < 100 || status > 699) {
            throw new IllegalArgumentException("status " + status + " is not in 100..699");
        }
        boolean isReply = state != null && state.response().isPresent();
        if (repliedStatus < FINAL && request.method() != Method.ACK && !isReply) {
            repliedStatus = status;
            reply.clear();
            ReplyWriter writer = dispatcher.replyWriter();
            writer.write(reply, request, flow.remote(), status, reason, echoRecordRoute, replyHeaders);
            dispatcher.counters().replied(status);
            send();
            if (closing && status >= FINAL) {
                flow.finish();
            }
            if (measuredFrom != 0 && status >= FINAL && request.method() == Method.REGISTER) {
                dispatcher.latency().record(System.nanoTime() - measuredFrom);
            }
        }
        replyHeaders.clear();
    }

    private void send() {
        if (stateful) {
            responseOf(reply.bytes(), reply.length()).ifPresent(transaction::send);
            return;
        }
        ViaParts via = request.via();
        if (!flow.reply(reply.array(), reply.length(), via.port(), via.wantsRport())) {
            dispatcher.counters().unsent();
        }
    }

    @Override
    public void forceRport() {
        request.via().forceRport();
    }

    @Override
    public void closeAfterReply() {
        closing = true;
    }

    @Override
    public int repliedStatus() {
        return repliedStatus;
    }

    /** The reader leaves the octets, their index and this context to their new owner and goes on with others. */
    @Override
    public void retain() {
        retained = true;
    }

    @Override
    public <T> Optional<T> adapt(Class<T> type) {
        return dispatcher.transactions().adapt(this, type);
    }
}
