package org.waypost.bench.jmh;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.waypost.sip.HostPort;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.LocalPoint;
import org.waypost.sip.transport.ReplyFlow;

/** A UDP flow that keeps of each reply its status and throws the rest away. */
final class NowhereFlow implements ReplyFlow {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final ListenPoint local =
            LocalPoint.of(Transport.UDP, new InetSocketAddress(LOOPBACK, 5060), new HostPort("127.0.0.1", 5060), false);
    private final InetSocketAddress remote = new InetSocketAddress(LOOPBACK, 5062);
    private int status;

    /** Status of the last reply; 0 if there was none since the last call. */
    int takeStatus() {
        int last = status;
        status = 0;
        return last;
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
        return local;
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
        status = (message[8] - '0') * 100 + (message[9] - '0') * 10 + message[10] - '0';
        return true;
    }

    @Override
    public boolean reply(byte[] message, int length, int viaPort, boolean rport) {
        return send(message, length);
    }
}
