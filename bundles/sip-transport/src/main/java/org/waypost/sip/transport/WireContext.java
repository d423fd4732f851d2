package org.waypost.sip.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waypost.sip.Branch;
import org.waypost.sip.ByteSink;
import org.waypost.sip.Method;
import org.waypost.sip.SipContext;
import org.waypost.sip.transport.wire.OctetBuffer;
import org.waypost.sip.transport.wire.ReplyWriter;
import org.waypost.sip.transport.wire.ViaParts;
import org.waypost.sip.transport.wire.WireRequest;

/** The context of a request off a socket. A reader reuses one for request after request, until somebody retains it. */
public final class WireContext implements SipContext {

    private static final int MOST_BRANCHES = 31;
    private static final int USUAL_REPLY = 1024;
    private static final int USUAL_HEADERS = 512;

    private final Dispatcher dispatcher;
    private final OctetBuffer replyHeaders = new OctetBuffer(USUAL_HEADERS);
    private final OctetBuffer reply = new OctetBuffer(USUAL_REPLY);
    private final List<Branch> branches = new ArrayList<>(0);
    private WireRequest request;
    private ReplyFlow flow;
    private long receivedAt;
    private Branch target;
    private int flags;
    private int repliedStatus;
    private boolean retained;

    WireContext(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    void begin(WireRequest newRequest, ReplyFlow newFlow) {
        request = newRequest;
        flow = newFlow;
        receivedAt = System.currentTimeMillis();
        target = null;
        branches.clear();
        flags = 0;
        repliedStatus = 0;
        replyHeaders.clear();
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
        return branches.size() < MOST_BRANCHES && branches.add(branch);
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
        if (repliedStatus == 0 && request.method() != Method.ACK) {
            repliedStatus = status;
            reply.clear();
            ReplyWriter writer = dispatcher.replyWriter();
            writer.write(reply, request, flow.remote(), status, reason, echoRecordRoute, replyHeaders);
            ViaParts via = request.via();
            dispatcher.counters().replied(status);
            if (!flow.reply(reply.array(), reply.length(), via.port(), via.hasRport())) {
                dispatcher.counters().unsent();
            }
        }
        replyHeaders.clear();
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
