package org.waypost.sip.transport.stack;

import gov.nist.javax.sip.SipProviderImpl;
import gov.nist.javax.sip.message.SIPRequest;
import javax.sip.ClientTransaction;
import javax.sip.ServerTransaction;
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.TransactionUnavailableException;
import javax.sip.message.Request;

/** Makes transactions for a proxy: as the stack does it, but for all that has to do with dialogs, which reads the whole message. */
final class FlowProvider extends SipProviderImpl {

    private final FlowStack stack;

    FlowProvider(FlowStack stack) {
        super(stack);
        this.stack = stack;
    }

    /** A transaction on the flow that the request names as its application data. */
    @Override
    public ClientTransaction getNewClientTransaction(Request request) throws TransactionUnavailableException {
        SIPRequest message = (SIPRequest) request;
        FlowChannel channel = stack.channelTo(FlowStack.flow(message));
        if (!stack.isAlive()
                || message.getTransaction() != null
                || request.getMethod().equals(Request.ACK)) {
            throw new TransactionUnavailableException(
                    "no transaction for " + message.getFirstLine().trim());
        }
        stack.completeBranch(message);
        FlowClientTransaction transaction = new FlowClientTransaction(stack, channel);
        transaction.setOriginalRequest(message);
        transaction.addEventListener(this);
        stack.addTransaction(transaction);
        return transaction;
    }

    /** The transaction that was made for the request when it came off the wire; from now on it is found. */
    @Override
    public ServerTransaction getNewServerTransaction(Request request)
            throws TransactionAlreadyExistsException, TransactionUnavailableException {
        if (!stack.isAlive() || !(((SIPRequest) request).getTransaction() instanceof FlowServerTransaction made)) {
            throw new TransactionUnavailableException("no transaction was made for the request");
        }
        if (stack.answered(made.getTransactionId()).isPresent() || !stack.keep(made)) {
            throw new TransactionAlreadyExistsException("the request has a transaction");
        }
        made.map();
        made.addEventListener(this);
        return made;
    }
}
