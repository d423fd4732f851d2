package org.waypost.sip;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** The sockets of this server. */
public interface SipTransport {

    /** The listening sockets, in the order of the parameter {@code listen}. */
    List<ListenPoint> listenPoints();

    /** The listening socket of that {@code proto:host:port} (bound or advertised). */
    Optional<ListenPoint> listenPoint(String description);

    /**
     * Whether {@code host} and {@code port} name this server: a bound or advertised address or an alias.
     *
     * @param port 0 stands for the default port of any transport
     */
    boolean isLocal(String host, int port);

    /** The open connection of that number. */
    Optional<Flow> flow(int id);

    /** A flow to {@code remote}: for UDP from {@code local}; otherwise an open connection to there, or a new one. Never blocks. */
    Flow flowTo(ListenPoint local, InetSocketAddress remote);

    /**
     * A context around a made-up request, for what is run without a message: event routes. It belongs to the caller; replies to it
     * go nowhere.
     */
    SipContext eventContext();

    /** {@link #eventContext()} for something that came in on {@code flow}, such as a response to who sent requests of its own. */
    default SipContext eventContext(Flow flow) {
        return eventContext();
    }
}
