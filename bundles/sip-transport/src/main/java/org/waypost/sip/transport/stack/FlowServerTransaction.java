package org.waypost.sip.transport.stack;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPServerTransactionImpl;
import java.io.IOException;
import javax.sip.SipException;
import javax.sip.TransactionState;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.waypost.sip.transport.ReplyTransaction;
import org.waypost.sip.transport.stack.AnsweredRequests.Answered;
import org.waypost.sip.transport.wire.WireResponse;

/**
 * A server transaction (RFC 3261 17.2) that answers on the flow its request came by. After the answer the stack's own state machine
 * runs for refused INVITEs, which wait for their ACK, and for what routes look for; all others end with their answer, as
 * {@link AnsweredRequests} does what is left to do. Retransmissions and the ACK of a refusal are handled by the calls below, which
 * need no parsed request.
 */
final class FlowServerTransaction extends SIPServerTransactionImpl implements ReplyTransaction {

    private static final int FINAL = 200;
    private static final int REFUSED = 300;
    private static final byte[] NOTHING = {};

    private final FlowStack stack;
    private final FlowChannel channel;
    private final Object answering = new Object();
    private volatile byte[] lastSent = NOTHING;
    private volatile int lastStatus;

    FlowServerTransaction(FlowStack stack, FlowChannel channel) {
        super(stack, channel);
        this.stack = stack;
        this.channel = channel;
    }

    /** What a route answers in the end ends the waiting for others. */
    @Override
    public void send(WireResponse reply) {
        Inflater.response(reply).ifPresent(response -> {
            try {
                sendResponse((Response) response);
            } catch (SipException e) {
                raiseIOExceptionEvent();
            }
        });
    }

    /**
     * Sends the response as it is, unless there was a final one before; only a 2xx to an INVITE may follow on another. The stack's own
     * checks are those of a user agent.
     */
    @Override
    public void sendResponse(Response response) throws SipException {
        // RFC 3261 16.7 step 3: without a Via it is for this server, which has not asked for it.
        if (response instanceof InflatedResponse passedOn && !passedOn.hasVia()
                || !mayFollow(response.getStatusCode())) {
            return;
        }
        try {
            sendMessage((SIPResponse) response);
        } catch (IOException e) {
            throw new SipException(e.getMessage(), e);
        }
    }

    // A route and a target may answer at the same time: one of them is first.
    private boolean mayFollow(int status) {
        synchronized (answering) {
            boolean may = lastStatus < FINAL || lastStatus < REFUSED && isInvite() && status / 100 == 2;
            if (may && status >= FINAL) {
                lastStatus = status;
            }
            return may;
        }
    }

    @Override
    public void sendMessage(SIPMessage message) throws IOException {
        SIPResponse response = (SIPResponse) message;
        int status = response.getStatusCode();
        if (status < FINAL) {
            progress(response);
        } else if (isInvite() ? status >= REFUSED : isLookedForByRoutes()) {
            super.sendMessage(message);
        } else {
            end(response);
        }
    }

    // These are not absorbed before a route has seen them again.
    private boolean isLookedForByRoutes() {
        return is(Request.REGISTER) || is(Request.OPTIONS);
    }

    private void progress(SIPResponse response) throws IOException {
        setState(TransactionState._PROCEEDING);
        try {
            send(response);
        } catch (IOException e) {
            setState(TransactionState._TERMINATED);
            stack.removeTransaction(this);
            throw e;
        }
    }

    private void end(SIPResponse response) throws IOException {
        try {
            send(response);
        } finally {
            setState(TransactionState._TERMINATED);
            byte[] kept = isInvite() || isReliable() ? NOTHING : lastSent;
            stack.answered(this, new Answered(getMethod(), kept, channel));
        }
    }

    private void send(SIPResponse response) throws IOException {
        byte[] octets = Encoding.octets(response, getTransport());
        int status = response.getStatusCode();
        synchronized (answering) {
            if (status < FINAL && lastStatus >= FINAL) {
                return;
            }
            lastStatus = status;
            lastSent = octets;
        }
        channel.send(octets);
    }

    /** An answer on its way through the stack's state machine. */
    @Override
    protected void sendResponse(SIPResponse response) throws IOException {
        try {
            send(response);
        } finally {
            startTransactionTimer();
            // What is left to do needs the octets of the answer alone.
            lastResponse = null;
            originalRequest = null;
        }
    }

    @Override
    public int getLastResponseStatusCode() {
        return lastStatus;
    }

    /** Repeats a refusal of an INVITE until its ACK comes (RFC 3261 17.2.1, timer G). */
    @Override
    public void fireRetransmissionTimer() {
        if (isRefused()) {
            repeat();
        }
    }

    @Override
    public void resendLastResponseAsBytes() throws IOException {
        byte[] octets = lastSent;
        if (octets.length > 0) {
            channel.send(octets);
        }
    }

    /** The request came again: so does the answer, if there is one. */
    void repeat() {
        int state = getRealState();
        if (state == TransactionState._PROCEEDING || state == TransactionState._COMPLETED) {
            try {
                resendLastResponseAsBytes();
            } catch (IOException e) {
                raiseIOExceptionEvent();
            }
        }
    }

    /** Whether it is an INVITE that was answered by 300 or more, so that the ACK is for this server (RFC 3261 17.2.1). */
    boolean isRefused() {
        return isInviteTransaction() && lastStatus >= REFUSED;
    }

    /** The ACK of a refusal came: the answer need not be repeated any more. */
    void acknowledge() {
        if (getRealState() == TransactionState._COMPLETED) {
            setState(TransactionState._CONFIRMED);
            disableRetransmissionTimer();
            if (isReliable()) {
                setState(TransactionState._TERMINATED);
            } else {
                enableTimeoutTimer(timerI);
            }
        }
    }

    boolean is(String method) {
        return getMethod().equals(method);
    }

    boolean isInvite() {
        return is(Request.INVITE);
    }

    /** Nobody wants to be told of its end. */
    @Override
    public boolean testAndSetTransactionTerminatedEvent() {
        return false;
    }
}
