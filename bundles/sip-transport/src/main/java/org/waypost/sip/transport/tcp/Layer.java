package org.waypost.sip.transport.tcp;

import io.netty.channel.ChannelPipeline;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.waypost.sip.FlowSecurity;

/** What lies between a connection's socket and its SIP messages, such as TLS or WebSocket. */
public interface Layer {

    /**
     * Adds the handlers of a connection that was accepted or is being opened to the end of its pipeline; {@link ConnectionReader}
     * comes last. Buffers go in and out on both sides. The handlers keep {@code channelActive} to themselves until messages can pass: the
     * connection counts as open, and what waits to be sent is sent, when it gets there. A connection that cannot go on is closed.
     */
    void prepare(ChannelPipeline pipeline, Link link);

    /** Whether each buffer handed on is one whole message, rather than a piece of a stream. */
    default boolean wholeMessages() {
        return false;
    }

    /** Whether nobody can be called by this server: clients come, and requests go to those that are there. */
    default boolean isAcceptedOnly() {
        return false;
    }

    /** The host that the peer of a connection to {@code remote} has to prove to be; empty if it need not be anyone. */
    default String wantedPeer(InetSocketAddress remote) {
        return "";
    }

    /** Whether the peer of a connection has proven to be the host {@code name} (RFC 5922 7.2). */
    default boolean isPeer(String name, Optional<FlowSecurity> security) {
        return true;
    }
}
