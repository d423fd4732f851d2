package org.waypost.sip.transport.stack;

import gov.nist.javax.sip.EventWrapper;
import gov.nist.javax.sip.SipProviderImpl;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.header.SIPHeaderList;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.HopImpl;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import gov.nist.javax.sip.stack.SIPTransaction;
import gov.nist.javax.sip.stack.timers.SipTimer;
import java.text.ParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import javax.sip.ListeningPoint;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.Timeout;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionState;
import javax.sip.address.Hop;
import org.waypost.sip.Flow;
import org.waypost.sip.Transport;

/**
 * The JAIN-SIP stack without I/O. It has one listening point for each transport, on no real address; messages to be sent name their
 * flow as application data ({@code MessageExt.setApplicationData}), so that listeners come and go without the stack's knowledge.
 */
final class FlowStack extends SipStackImpl {

    private static final String NOWHERE = "0.0.0.0";

    private final BranchIds branches = new BranchIds();
    private final AcceptedInvites accepted = new AcceptedInvites(System::nanoTime);
    private final SipProviderImpl provider;

    /** @param timer runs the transactions' timers; stopped with the stack */
    FlowStack(SipTimer timer) throws SipException {
        super(properties());
        // One Via or Route a line, as everybody else writes them and simple devices expect.
        SIPHeaderList.setPrettyEncode(true);
        getTimer().stop();
        setTimer(timer);
        timer.start(this, properties());
        setMessageProcessorFactory((stack, address, port, transport) ->
                new FlowProcessor(address, port, transport.toUpperCase(Locale.ROOT), stack));
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

    private SipProviderImpl newProvider() throws SipException {
        try {
            SipProviderImpl made = null;
            for (Transport transport : Transport.values()) {
                ListeningPoint point = createListeningPoint(NOWHERE, transport.defaultPort(), transport.token());
                if (made == null) {
                    made = (SipProviderImpl) createSipProvider(point);
                } else {
                    made.addListeningPoint(point);
                }
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

    /** The INVITE was answered 2xx. */
    void accepted(FlowServerTransaction transaction) {
        accepted.add(transaction.getTransactionId());
        removeTransaction(transaction);
    }

    /** Whether an INVITE of that key was answered 2xx lately. */
    boolean isAccepted(String key) {
        return accepted.contains(key);
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
        for (MessageProcessor processor : getMessageProcessors()) {
            if (processor.getTransport().equals(transport.name())) {
                return (FlowProcessor) processor;
            }
        }
        throw new IllegalStateException("the stack has no " + transport);
    }

    /** The hop is the flow; the Via of a request that has no branch yet, or only the end of one, gets it here. */
    @Override
    public Hop getNextHop(SIPRequest request) throws SipException {
        if (!(request.getApplicationData() instanceof Flow flow)) {
            throw new SipException(
                    "no flow was set for " + request.getFirstLine().trim());
        }
        try {
            Via via = request.getTopmostVia();
            via.setBranch(branches.complete(via.getBranch()));
        } catch (ParseException e) {
            throw new SipException("no branch can be set", e);
        }
        return new HopImpl(
                flow.remote().getAddress().getHostAddress(),
                flow.remote().getPort(),
                flow.transport().name());
    }

    @Override
    public MessageChannel createMessageChannel(SIPRequest request, MessageProcessor processor, Hop hop) {
        Flow flow = (Flow) request.getApplicationData();
        return new FlowChannel(processor(flow.transport()), flow, flow::send);
    }

    @Override
    public SIPServerTransaction createServerTransaction(MessageChannel channel) {
        return new FlowServerTransaction(this, (FlowChannel) channel);
    }

    /** Merged requests (RFC 3261 8.2.2.2) are a user agent's business: nothing was put into that table. */
    @Override
    public void removeFromMergeTable(SIPServerTransaction transaction) {}

    /** By its key; the stack would compare every transaction with a message from a client older than RFC 3261. */
    @Override
    public SIPTransaction findTransaction(SIPMessage message, boolean server) {
        return findTransaction(message.getTransactionId(), server);
    }

    /** By its branch (RFC 3261 9.1); the stack would compare every transaction. */
    @Override
    public SIPTransaction findCancelTransaction(SIPRequest cancel, boolean server) {
        return findTransaction(cancel.getTopmostVia().getBranch().toLowerCase(Locale.ROOT), server);
    }

    /** Forgets all transactions, so that nothing waits for a listener that is gone. */
    void forgetTransactions() {
        accepted.clear();
        for (SIPTransaction transaction : serverTransactionTable.values()) {
            transaction.setState(TransactionState._TERMINATED);
            removeTransaction(transaction);
        }
        for (SIPTransaction transaction : clientTransactionTable.values()) {
            transaction.setState(TransactionState._TERMINATED);
            removeTransaction(transaction);
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
