package org.waypost.sip.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.Transport;

/**
 * The flow of a request that was made up for an event: from this host to itself, and what is sent on it goes nowhere.
 *
 * @param local the first listening socket
 */
public record EventFlow(ListenPoint local) implements ReplyFlow {

    private static final InetSocketAddress REMOTE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5060);

    @Override
    public int id() {
        return -1;
    }

    @Override
    public Transport transport() {
        return Transport.UDP;
    }

    @Override
    public InetSocketAddress remote() {
        return REMOTE;
    }

    @Override
    public boolean isOpen() {
        return false;
    }

    @Override
    public boolean send(byte[] message, int length) {
        return false;
    }

    @Override
    public boolean reply(byte[] message, int length, int viaPort, boolean rport) {
        return false;
    }
}
