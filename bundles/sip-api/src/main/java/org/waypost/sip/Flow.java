package org.waypost.sip;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * The way between this server and one remote address and port: a connection, or for UDP the pair of addresses. What answers a
 * request goes back on its flow (RFC 3261 18.2.2, RFC 5626).
 */
public interface Flow {

    /** Number of the connection, 1 and up, never reused while the server runs; -1 for UDP. */
    int id();

    Transport transport();

    ListenPoint local();

    InetSocketAddress remote();

    /** What protects it; empty if nothing does, or not yet. */
    default Optional<FlowSecurity> security() {
        return Optional.empty();
    }

    /** Whether something can still be sent. Always true for UDP. */
    boolean isOpen();

    /**
     * Sends {@code length} octets. Never blocks: what the socket or the connection's bounded queue does not take is dropped and
     * counted.
     *
     * @return false if it was dropped
     */
    boolean send(byte[] message, int length);

    /**
     * Takes this connection for one to another port of its peer, too: requests to there go over it (RFC 5923). A connection that really
     * leads there is preferred.
     *
     * @param port 1..65535
     * @return false if this is no open connection, it has too many such ports, or another leads there
     */
    default boolean alias(int port) {
        return false;
    }

    /** Ends the connection; does nothing for UDP. */
    default void close() {
        // nothing to end
    }

    /** Ends the connection when all has been written that was sent on it before; does nothing for UDP. */
    default void finish() {
        close();
    }
}
