package org.waypost.sip.transport.tcp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.IntSupplier;
import org.waypost.sip.Flow;
import org.waypost.sip.FlowSecurity;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.Transport;

/** A connection as its layers see it. */
public interface Link {

    /** Its number. */
    int id();

    /** The same as routes see it. */
    Flow flow();

    Transport transport();

    ListenPoint local();

    /** Its host name is the one that was looked up, if any was: {@link InetSocketAddress#getHostString()}. */
    InetSocketAddress remote();

    /** Whether this server opened it. */
    boolean isOutgoing();

    /** What the parameters say now about messages and connections. */
    TcpSettings settings();

    /** The connection is protected from now on. */
    void secured(FlowSecurity security);

    /** The peer was heard of by something that is no message: the connection is not idle. */
    void heard();

    /**
     * The peer passes on what comes from {@code client}, which counts as the remote address from now on; the port stays.
     *
     * @return false if that address has as many connections as it may have
     */
    boolean isOnBehalfOf(InetAddress client);

    /**
     * Tells how to see how many octets a layer holds of a message, the rest of which has a limited time to come; 0 for none. Asked on the
     * event loop after each read.
     */
    void watchParts(IntSupplier part);
}
