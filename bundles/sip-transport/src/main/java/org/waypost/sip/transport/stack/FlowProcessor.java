package org.waypost.sip.transport.stack;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;

/** Stands where the stack expects a socket of one transport; the sockets are those of this bundle, and each channel is a flow of theirs. */
final class FlowProcessor extends MessageProcessor {

    FlowProcessor(InetAddress address, int port, String transport, SIPTransactionStack stack) {
        super(address, port, transport, stack);
    }

    @Override
    public SIPTransactionStack getSIPStack() {
        return sipStack;
    }

    @Override
    public MessageChannel createMessageChannel(HostPort target) throws IOException {
        throw new IOException("a channel is made of a flow, not of " + target);
    }

    @Override
    public MessageChannel createMessageChannel(InetAddress target, int port) throws IOException {
        throw new IOException("a channel is made of a flow, not of " + target + ":" + port);
    }

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public int getDefaultTargetPort() {
        return getPort();
    }

    @Override
    public boolean isSecure() {
        return getTransport().equalsIgnoreCase("TLS") || getTransport().equalsIgnoreCase("WSS");
    }

    @Override
    public int getMaximumMessageSize() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean inUse() {
        return false;
    }
}
