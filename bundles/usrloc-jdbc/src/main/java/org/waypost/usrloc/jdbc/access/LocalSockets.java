package org.waypost.usrloc.jdbc.access;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waypost.sip.SipTransport;
import org.waypost.sip.Transport;

/** Tells the sockets of this server from those of others that share its tables. */
public final class LocalSockets {

    private static final Pattern SOCKET = Pattern.compile("(\\w+):(\\[[0-9A-Fa-f:.]+]|[\\w.-]+):(\\d{1,5})");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*]");

    private final Supplier<SipTransport> transport;
    private final Set<String> addresses = ConcurrentHashMap.newKeySet();

    /**
     * The sockets of that transport.
     *
     * @param transport null while there is none, as the sockets are opened last: each on an address of this machine counts then
     */
    public LocalSockets(Supplier<SipTransport> transport) {
        this.transport = transport;
    }

    /** Whether it is {@code proto:host:port} at all. */
    private static boolean isSocket(String socket) {
        Matcher matcher = SOCKET.matcher(socket);
        return matcher.matches() && Transport.of(matcher.group(1)).isPresent();
    }

    /** Whether they are known for sure. */
    public boolean areKnown() {
        return transport.get() != null;
    }

    /** Whether this server listens there. */
    public boolean has(String socket) {
        SipTransport now = transport.get();
        return now != null ? now.listenPoint(socket).isPresent() : isSocket(socket) && isOfThisMachine(socket);
    }

    private boolean isOfThisMachine(String socket) {
        Matcher matcher = SOCKET.matcher(socket);
        if (!matcher.matches()) {
            return false;
        }
        String host = matcher.group(2);
        if (addresses.contains(host)) {
            return true;
        }
        // a name would have to be looked up
        if (!ADDRESS.matcher(host).matches()) {
            return false;
        }
        try {
            boolean own = NetworkInterface.getByInetAddress(InetAddress.getByName(host)) != null;
            if (own) {
                addresses.add(host);
            }
            return own;
        } catch (java.net.UnknownHostException | SocketException e) {
            return false;
        }
    }
}
