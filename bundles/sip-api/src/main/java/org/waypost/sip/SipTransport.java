package org.waypost.sip;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The sockets of this server. */
public interface SipTransport {

    /** The listening sockets, in the order of the parameter {@code listen}. */
    List<ListenPoint> listenPoints();

    /** The listening socket of that {@code proto:host:port} (bound or advertised). */
    Optional<ListenPoint> listenPoint(String description);

    /** What became of each entry of the parameter {@code listen}, in its order: also of those that could not be bound. */
    default List<ListenerState> listeners() {
        return List.of();
    }

    /** The open connections, in no order. There may be very many: made one by one as the stream is read. */
    default Stream<FlowState> flows() {
        return Stream.empty();
    }

    /**
     * Whether {@code host} and {@code port} name this server: a bound or advertised address or an alias.
     *
     * @param port 0 stands for the default port of any transport
     */
    boolean isLocal(String host, int port);

    /** The open connection of that number. */
    Optional<Flow> flow(int id);

    /**
     * The flow between {@code local} and {@code remote}, found again from what a flow token says (RFC 5626 5.2): for UDP always;
     * otherwise the connection of the number {@code id} while it is open and still between these two, and no other to the same
     * address. What identifies a flow is {@link Flow#id()}, the {@link ListenPoint#description()} of its socket (see {@link
     * #listenPoint}) and {@link Flow#remote()}; the numbers of connections differ after each start.
     *
     * @param id {@link Flow#id()}
     */
    default Optional<Flow> flow(ListenPoint local, InetSocketAddress remote, int id) {
        if (!local.transport().reliable()) {
            return Optional.of(flowTo(local, remote));
        }
        return flow(id).filter(Flow::isOpen)
                .filter(open -> open.remote().equals(remote)
                        && open.local().description().equals(local.description()));
    }

    /** A flow to {@code remote}: for UDP from {@code local}; otherwise an open connection to there, or a new one. Never blocks. */
    Flow flowTo(ListenPoint local, InetSocketAddress remote);

    /** As {@link #flowTo}, but opens no connection: without one to there, the flow that is returned is closed. */
    default Flow openFlowTo(ListenPoint local, InetSocketAddress remote) {
        return flowTo(local, remote);
    }

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
