package org.waypost.sip.transport.stack;

import gov.nist.javax.sip.EventWrapper;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.header.SIPHeaderList;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import gov.nist.javax.sip.stack.SIPStackTimerTask;
import gov.nist.javax.sip.stack.SIPTransaction;
import gov.nist.javax.sip.stack.timers.SipTimer;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.Timeout;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionState;
import javax.sip.TransactionUnavailableException;
import org.waypost.sip.Flow;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.stack.AnsweredRequests.Answered;

/**
 * The JAIN-SIP stack without I/O. It has one listening point for each transport, on no real address; messages to be sent name their
 * flow as application data ({@code MessageExt.setApplicationData}), so that listeners come and go without the stack's knowledge.
 */
final class FlowStack extends SipStackImpl {

    private static final String NOWHERE = "0.0.0.0";
    private static final MessageProcessor[] NONE = {};

    /** How long transactions without a listener stay: 64 T1. */
    private static final long LEFT_MILLIS = 32_000;

    private final Map<String, FlowProcessor> processors = new HashMap<>();

    private final BranchIds branches = new BranchIds();
    private final AnsweredRequests answered = new AnsweredRequests(System::nanoTime);
    private final FlowProvider provider;

    /** @param timer runs the transactions' timers; stopped with the stack */
    FlowStack(SipTimer timer) throws SipException {
        super(properties());
        // One Via or Route a line, as everybody else writes them and simple devices expect.
        SIPHeaderList.setPrettyEncode(true);
        getTimer().stop();
        setTimer(timer);
        timer.start(this, properties());
        setMessageProcessorFactory((stack, address, port, transport) -> {
            FlowProcessor made = new FlowProcessor(address, port, transport.toUpperCase(Locale.ROOT), stack);
            processors.put(made.getTransport(), made);
            return made;
        });
        provider = newProvider();
        endScanner();
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", "waypost");
        properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
        properties.setProperty("gov.nist.javax.sip.AUTOMATIC_DIALOG_ERROR_HANDLING", "false");
        properties.setProperty("gov.nist.javax.sip.STACK_LOGGER", "org.waypost.jain.sip.StackLog");
        properties.setProperty("gov.nist.javax.sip.SERVER_LOGGER", "org.waypost.jain.sip.MessageLog");
        properties.setProperty("gov.nist.javax.sip.REENTRANT_LISTENER", "true");
        properties.setProperty("gov.nist.javax.sip.DELIVER_UNSOLICITED_NOTIFY", "true");
        properties.setProperty("gov.nist.javax.sip.CANCEL_CLIENT_TRANSACTION_CHECKED", "false");
        properties.setProperty("gov.nist.javax.sip.PATCH_SIP_WEBSOCKETS_HEADERS", "false");
        return properties;
    }

    private FlowProvider newProvider() throws SipException {
        try {
            FlowProvider made = new FlowProvider(this);
            for (Transport transport : Transport.values()) {
                made.addListeningPoint(createListeningPoint(NOWHERE, transport.defaultPort(), transport.token()));
            }
            return made;
        } catch (javax.sip.InvalidArgumentException e) {
            throw new SipException("the stack refuses its listening points", e);
        }
    }

    // Events are delivered by the thread that causes them, so the stack's own thread has nothing to do. It ends once it
    // sees an event
    // after it was told to.
    private void endScanner() {
        getEventScanner().forceStop();
        getEventScanner()
                .addEvent(new EventWrapper(
                        new TimeoutEvent(provider, (ServerTransaction) null, Timeout.TRANSACTION), null));
    }

    SipProvider provider() {
        return provider;
    }

    /** Whether a Via with this branch can be one of this stack. */
    boolean isOwnBranch(String branch) {
        return branches.isOwn(branch);
    }

    Optional<FlowServerTransaction> serverTransaction(String key) {
        return findTransaction(key, true) instanceof FlowServerTransaction found
                ? Optional.of(found)
                : Optional.empty();
    }

    Optional<SIPClientTransaction> clientTransaction(String key) {
        return Optional.ofNullable((SIPClientTransaction) findTransaction(key, false));
    }

    /** The transaction has given its last answer; what is left of it needs no more than {@code rest}. */
    void answered(FlowServerTransaction transaction, Answered rest) {
        answered.add(transaction.getTransactionId(), rest);
        removeTransaction(transaction);
    }

    /** The request of that key that was answered lately. */
    Optional<Answered> answered(String key) {
        return answered.find(key);
    }

    /** A server transaction for the request, which the listener is about to take by getNewServerTransaction. */
    FlowServerTransaction open(InflatedRequest request, Flow flow, FlowChannel.Sender replies) {
        FlowChannel channel = new FlowChannel(processor(flow.transport()), flow, replies);
        FlowServerTransaction transaction = new FlowServerTransaction(this, channel);
        transaction.setOriginalRequest(request);
        transaction.setState(TransactionState._TRYING);
        request.setMessageChannel(channel);
        request.setTransaction(transaction);
        return transaction;
    }

    private FlowProcessor processor(Transport transport) {
        return processors.get(transport.name());
    }

    /** None that a message could be meant for: the stack would compare each destination with them. */
    @Override
    protected MessageProcessor[] getMessageProcessors() {
        return NONE;
    }

    FlowChannel channelTo(Flow flow) {
        return new FlowChannel(processor(flow.transport()), flow, flow::send);
    }

    /** The flow a request is to be sent on. */
    static Flow flow(SIPRequest request) throws TransactionUnavailableException {
        if (request.getApplicationData() instanceof Flow flow) {
            return flow;
        }
        throw new TransactionUnavailableException(
                "no flow was set for " + request.getFirstLine().trim());
    }

    /** The Via of a request that has no branch yet, or only the end of one, gets it here. */
    void completeBranch(SIPRequest request) throws TransactionUnavailableException {
        try {
            Via via = request.getTopmostVia();
            via.setBranch(branches.complete(via.getBranch()));
        } catch (ParseException e) {
            throw new TransactionUnavailableException("no branch can be set", e);
        }
    }

    /** Takes a server transaction into the table; false if there is one of its key. */
    boolean keep(FlowServerTransaction transaction) {
        return serverTransactionTable.putIfAbsent(transaction.getTransactionId(), transaction) == null;
    }

    /** Merged requests (RFC 3261 8.2.2.2) are a user agent's business: nothing was put into that table. */
    @Override
    public void removeFromMergeTable(SIPServerTransaction transaction) {}

    /** By its key; the stack would compare every transaction with a message from a client older than RFC 3261. */
    @Override
    public SIPTransaction findTransaction(SIPMessage message, boolean server) {
        return findTransaction(message.getTransactionId(), server);
    }

    /**
     * Leaves the transactions to themselves, as their listener goes: nothing of it is kept. Requests that nobody has answered end at
     * once, so that they are not repeated; all others repeat their answers and acknowledge what comes in, and end when the time for
     * that is over.
     */
    void leaveTransactions() {
        List<SIPTransaction> left = new ArrayList<>(serverTransactionTable.values());
        for (SIPTransaction transaction : clientTransactionTable.values()) {
            if (transaction.getInternalState() >= TransactionState._PROCEEDING) {
                left.add(transaction);
            } else {
                end(transaction);
            }
        }
        left.forEach(transaction -> transaction.setApplicationData(null));
        if (!left.isEmpty()) {
            getTimer().schedule(new End(left), LEFT_MILLIS);
        }
    }

    private void end(SIPTransaction transaction) {
        transaction.setApplicationData(null);
        transaction.setState(TransactionState._TERMINATED);
        removeTransaction(transaction);
    }

    /** Ends what is left of some transactions. */
    private final class End extends SIPStackTimerTask {

        private final List<SIPTransaction> transactions;

        End(List<SIPTransaction> transactions) {
            this.transactions = transactions;
        }

        @Override
        public void runTask() {
            transactions.forEach(FlowStack.this::end);
        }

        @Override
        public Object getThreadHash() {
            return null;
        }
    }

    /** As the stack does it, but without waiting a second for threads that do not exist here. */
    @Override
    public void stopStack() {
        toExit = true;
        if (getTimer() != null) {
            getTimer().stop();
        }
        if (serverTransactionTable != null) {
            serverTransactionTable.clear();
            clientTransactionTable.clear();
            getReinviteExecutor().shutdown();
        }
    }
}
