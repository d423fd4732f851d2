package org.waypost.sip.transport.tcp;

import java.net.InetSocketAddress;
import org.waypost.sip.FlowSecurity;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.Transport;

/** A connection as its layers see it. */
public interface Link {

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
}
