package org.waypost.sip.transport.stack;

import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPServerTransactionImpl;
import java.io.IOException;
import javax.sip.SipException;
import javax.sip.TransactionState;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.waypost.sip.transport.ReplyTransaction;
import org.waypost.sip.transport.wire.WireResponse;

/**
 * A server transaction (RFC 3261 17.2) that answers on the flow its request came by. Retransmissions and the ACK of a refusal are
 * handled by the calls below, which need no parsed request.
 */
final class FlowServerTransaction extends SIPServerTransactionImpl implements ReplyTransaction {

    private static final int REFUSED = 300;

    private final FlowStack stack;
    private final FlowChannel channel;
    private volatile byte[] lastSent;

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
     * Sends the response as it is, unless the request was refused before; the stack's own checks are those of a user agent. With a 2xx
     * an INVITE leaves the table (RFC 6026 7.1).
     */
    @Override
    public void sendResponse(Response response) throws SipException {
        if (getLastResponseStatusCode() >= REFUSED) {
            return;
        }
        try {
            sendMessage((SIPResponse) response);
        } catch (IOException e) {
            throw new SipException(e.getMessage(), e);
        } finally {
            if (isInvite() && getLastResponseStatusCode() / 100 == 2) {
                stack.accepted(this);
            }
        }
    }

    /** An INVITE that rings or was accepted has nothing to repeat and nothing to wait for: no timer ticks for it. */
    @Override
    public void startTransactionTimer() {
        int status = getLastResponseStatusCode();
        if (!isInvite() || status >= REFUSED || status < 200 && isTerminated()) {
            super.startTransactionTimer();
        }
    }

    @Override
    protected void sendResponse(SIPResponse response) throws IOException {
        try {
            byte[] octets = Encoding.octets(response, getTransport());
            lastSent = octets;
            channel.send(octets);
        } finally {
            startTransactionTimer();
            if (response.getStatusCode() >= 200) {
                forgetMessages();
            }
        }
    }

    // What is left to do for up to 32 seconds needs the octets of the answer alone.
    private void forgetMessages() {
        lastResponse = null;
        originalRequest = null;
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
        if (octets != null) {
            channel.send(octets);
        }
    }

    /** The request came again: so does the answer, if there is one and no 2xx to an INVITE, which its server repeats itself. */
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
        return isInviteTransaction() && getLastResponseStatusCode() >= REFUSED;
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
}
