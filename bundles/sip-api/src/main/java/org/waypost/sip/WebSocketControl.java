package org.waypost.sip;

/** The open WebSockets, for who manages this server; a connection is known by {@link Flow#id()}. A service. */
public interface WebSocketControl {

    /**
     * Sends a ping (RFC 6455 5.5.2).
     *
     * @return false if there is no such WebSocket
     */
    boolean ping(int id);

    /**
     * Sends a pong that nobody asked for (RFC 6455 5.5.3).
     *
     * @return false if there is no such WebSocket
     */
    boolean pong(int id);

    /**
     * Ends a connection (RFC 6455 5.5.1).
     *
     * @param status 1000..4999, one that may be sent (RFC 6455 7.4)
     * @param reason for people, at most 123 octets of UTF-8
     * @return false if there is no such WebSocket
     * @throws IllegalArgumentException if status or reason may not be sent
     */
    boolean close(int id, int status, String reason);
}
