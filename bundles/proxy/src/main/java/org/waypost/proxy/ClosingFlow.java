package org.waypost.proxy;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.waypost.sip.Flow;
import org.waypost.sip.FlowSecurity;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.Transport;

/** A flow whose connection ends with the first message that is sent on it, as {@code KSR.set_forward_close} wants it. */
record ClosingFlow(Flow flow) implements Flow {

    @Override
    public int id() {
        return flow.id();
    }

    @Override
    public Transport transport() {
        return flow.transport();
    }

    @Override
    public ListenPoint local() {
        return flow.local();
    }

    @Override
    public InetSocketAddress remote() {
        return flow.remote();
    }

    @Override
    public Optional<FlowSecurity> security() {
        return flow.security();
    }

    @Override
    public boolean isOpen() {
        return flow.isOpen();
    }

    @Override
    public boolean send(byte[] message, int length) {
        boolean sent = flow.send(message, length);
        flow.finish();
        return sent;
    }

    @Override
    public void close() {
        flow.close();
    }

    @Override
    public void finish() {
        flow.finish();
    }
}
