package org.waypost.sip.transport.stack;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.RawMessageChannel;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import javax.sip.address.Hop;
import org.waypost.sip.Flow;

/** A flow as the stack sees it: whatever a transaction sends goes there, whatever address the stack may have in mind. */
final class FlowChannel extends MessageChannel implements RawMessageChannel {

    private final Flow flow;
    private final Sender sender;

    /** A channel for requests to the other end of {@code flow}, or for answers if the sender is one that sends those. */
    FlowChannel(FlowProcessor processor, Flow flow, Sender sender) {
        this.messageProcessor = processor;
        this.flow = flow;
        this.sender = sender;
    }

    /** Sends {@code length} octets; false if they were dropped. */
    interface Sender {
        boolean send(byte[] message, int length);
    }

    @Override
    public void sendMessage(SIPMessage message) throws IOException {
        send(Encoding.octets(message, getTransport()));
    }

    @Override
    public void sendMessage(SIPMessage message, Hop hop) throws IOException {
        sendMessage(message);
    }

    @Override
    public void sendMessage(SIPMessage message, InetAddress address, int port) throws IOException {
        sendMessage(message);
    }

    @Override
    protected void sendMessage(byte[] message, InetAddress address, int port, boolean reconnect) throws IOException {
        send(message);
    }

    // What a full queue drops is lost as on any network and sent again by the timers; a connection that ended is an
    // error.
    void send(byte[] message) throws IOException {
        if (!sender.send(message, message.length) && !flow.isOpen()) {
            throw new IOException("the connection to " + flow.remote() + " is closed");
        }
    }

    /** Never called: the stack's processors listen on no address that anything is sent to. */
    @Override
    public void processMessage(SIPMessage message) {
        throw new IllegalStateException("messages to this server go through its sockets");
    }

    @Override
    public void close() {}

    @Override
    public SIPTransactionStack getSIPStack() {
        return messageProcessor.getSIPStack();
    }

    @Override
    public String getTransport() {
        return messageProcessor.getTransport();
    }

    @Override
    public boolean isReliable() {
        return flow.transport().reliable();
    }

    @Override
    public boolean isSecure() {
        return messageProcessor.isSecure();
    }

    @Override
    public String getPeerAddress() {
        return getPeerInetAddress().getHostAddress();
    }

    @Override
    protected InetAddress getPeerInetAddress() {
        return flow.remote().getAddress();
    }

    @Override
    protected String getPeerProtocol() {
        return getTransport();
    }

    @Override
    public int getPeerPort() {
        return flow.remote().getPort();
    }

    @Override
    public int getPeerPacketSourcePort() {
        return getPeerPort();
    }

    @Override
    public InetAddress getPeerPacketSourceAddress() {
        return getPeerInetAddress();
    }

    @Override
    public String getKey() {
        return getKey(getPeerInetAddress(), getPeerPort(), getTransport());
    }

    @Override
    public String getViaHost() {
        return flow.local().sentBy().host();
    }

    @Override
    public int getViaPort() {
        return flow.local().sentBy().port();
    }
}
