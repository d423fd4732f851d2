package org.waypost.sip.transport.tcp;

import java.net.InetSocketAddress;
import org.waypost.sip.Flow;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.Transport;

/** A flow to where no connection could be opened: nothing can be sent on it. */
record ClosedFlow(ListenPoint local, InetSocketAddress remote) implements Flow {

    @Override
    public int id() {
        return -1;
    }

    @Override
    public Transport transport() {
        return local.transport();
    }

    @Override
    public boolean isOpen() {
        return false;
    }

    @Override
    public boolean send(byte[] message, int length) {
        return false;
    }
}
