package org.waypost.sip.transport.udp;

import java.net.InetSocketAddress;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.ReplyFlow;

/** The way from a UDP socket to one remote address and port. */
final class UdpFlow implements ReplyFlow {

    private static final int DEFAULT_PORT = Transport.UDP.defaultPort();

    private final UdpListener listener;
    private final InetSocketAddress remote;

    UdpFlow(UdpListener listener, InetSocketAddress remote) {
        this.listener = listener;
        this.remote = remote;
    }

    @Override
    public int id() {
        return -1;
    }

    @Override
    public Transport transport() {
        return Transport.UDP;
    }

    @Override
    public ListenPoint local() {
        return listener.point();
    }

    @Override
    public InetSocketAddress remote() {
        return remote;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean send(byte[] message, int length) {
        return listener.send(message, length, remote);
    }

    @Override
    public boolean reply(byte[] message, int length, int viaPort, boolean rport) {
        int port = rport ? remote.getPort() : viaPort == 0 ? DEFAULT_PORT : viaPort;
        InetSocketAddress to = port == remote.getPort() ? remote : new InetSocketAddress(remote.getAddress(), port);
        return listener.send(message, length, to);
    }

    @Override
    public String toString() {
        return listener.point() + " <-> " + remote;
    }
}
