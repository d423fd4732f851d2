package org.waypost.sip.trace.file;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.HashMap;
import java.util.Map;

/** Which address of this host a wildcard socket talks to another by, as its routing table says; sends nothing. Used by one thread. */
final class LocalAddresses {

    private static final int MOST = 1024;

    private final Map<InetAddress, InetAddress> known = new HashMap<>();

    /** This end of a message: {@code local} itself unless it is a wildcard or of the other kind of IP. */
    InetSocketAddress of(InetSocketAddress local, InetSocketAddress remote) {
        boolean sameKind = local.getAddress().getClass() == remote.getAddress().getClass();
        if (sameKind && !local.getAddress().isAnyLocalAddress()) {
            return local;
        }
        if (known.size() >= MOST) {
            known.clear();
        }
        return new InetSocketAddress(known.computeIfAbsent(remote.getAddress(), LocalAddresses::ask), local.getPort());
    }

    // Connecting a datagram socket asks the kernel for the way and no more.
    private static InetAddress ask(InetAddress remote) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(remote, 9));
            InetAddress found = socket.getLocalAddress();
            return found.getClass() == remote.getClass() ? found : remote;
        } catch (SocketException | RuntimeException e) {
            return remote;
        }
    }
}
