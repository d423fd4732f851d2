package org.waypost.sip.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.Transport;

/**
 * The flow of a request that was made up for an event: what is sent on it goes nowhere.
 *
 * @param local a listening socket
 * @param remote what it is said to come from
 * @param id of the connection it is about, which may have ended; -1 for none
 */
public record EventFlow(ListenPoint local, InetSocketAddress remote, int id) implements ReplyFlow {

    private static final InetSocketAddress THIS_HOST = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5060);

    /** From this host. */
    public EventFlow(ListenPoint local) {
        this(local, THIS_HOST, -1);
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

    @Override
    public boolean reply(byte[] message, int length, int viaPort, boolean rport) {
        return false;
    }
}
