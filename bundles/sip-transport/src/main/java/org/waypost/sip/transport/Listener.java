package org.waypost.sip.transport;

import java.net.InetSocketAddress;
import java.util.function.Function;
import org.waypost.sip.Flow;

/** A socket that is bound to one entry of the parameter {@code listen}. */
public interface Listener extends AutoCloseable {

    LocalPoint point();

    /** What passed it, over all its connections. */
    ListenerCounters counters();

    /** Begins to hand messages on. */
    void start();

    /** Gives the socket another name; it stays open. */
    void rename(Function<InetSocketAddress, LocalPoint> naming);

    /** See {@link org.waypost.sip.SipTransport#flowTo}. */
    Flow flowTo(InetSocketAddress remote);

    /** See {@link org.waypost.sip.SipTransport#openFlowTo}. */
    Flow openFlowTo(InetSocketAddress remote);

    /** Closes the socket and what came through it. */
    @Override
    void close();
}
