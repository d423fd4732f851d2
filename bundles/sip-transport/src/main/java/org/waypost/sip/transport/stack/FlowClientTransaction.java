package org.waypost.sip.transport.stack;

import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPClientTransactionImpl;
import java.io.IOException;
import java.util.Optional;
import javax.sip.SipException;
import javax.sip.TransactionState;

/**
 * A client transaction (RFC 3261 17.1) of a proxy. It leaves the table and forgets its messages as soon as there is nothing more it has
 * to do: with the final answer, unless that refuses an INVITE, as each repetition of a refusal is acknowledged. Later repetitions of an
 * answer are strays, which are dropped, or a 2xx to an INVITE, which the proxy passes on by itself (RFC 6026 7.2).
 */
final class FlowClientTransaction extends SIPClientTransactionImpl {

    private static final int REFUSED = 300;

    private final FlowStack stack;

    // Guards what follows; nothing else is asked for while it is held, as forks call in with their lock held.
    private final Object timing = new Object();

    private Optional<TransactionTimer> timer = Optional.empty();
    private boolean ended;

    FlowClientTransaction(FlowStack stack, FlowChannel channel) {
        super(stack, channel);
        this.stack = stack;
    }

    /** Sends it; the stack's own checks are those of a user agent. */
    @Override
    public void sendRequest() throws SipException {
        if (getInternalState() >= 0) {
            throw new SipException("the request was sent already");
        }
        isMapped = true;
        try {
            sendMessage(getOriginalRequest());
        } catch (IOException e) {
            throw new SipException(e.getMessage(), e);
        }
    }

    @Override
    public void startTransactionTimer() {
        synchronized (timing) {
            if (!ended && transactionTimerStarted.compareAndSet(false, true)) {
                timer = Optional.of(new TransactionTimer());
                stack.getTimer().scheduleWithFixedDelay(timer.get(), baseTimerInterval, baseTimerInterval);
            }
        }
    }

    /** There is no dialog to be found for it. */
    @Override
    public void processResponse(SIPResponse response, MessageChannel channel) {
        boolean isAcknowledged = isInviteTransaction() && response.getStatusCode() >= REFUSED;
        if (isAcknowledged && originalRequest instanceof InflatedRequest request) {
            request.read();
        }
        processResponse(response, channel, null);
        if (isTerminated() || !isInviteTransaction() && getInternalState() == TransactionState._COMPLETED) {
            end();
        }
    }

    private void end() {
        synchronized (timing) {
            ended = true;
            timer.ifPresent(stack.getTimer()::cancel);
            timer = Optional.empty();
        }
        setState(TransactionState._TERMINATED);
        stack.removeTransaction(this);
        originalRequest = null;
        lastResponse = null;
    }

    /** Nobody wants to be told of its end. */
    @Override
    public boolean testAndSetTransactionTerminatedEvent() {
        return false;
    }
}
