package org.waypost.sip.transport.tcp;

/**
 * What the parameters say about TCP connections.
 *
 * @param largestMessage octets of a message; a longer one closes the connection
 * @param connections most connections
 * @param connectionsPerSource most connections of one address
 * @param idleSeconds after which a connection without traffic is closed
 * @param connectSeconds after which an outgoing connection is given up
 * @param writeQueue octets that may wait to be written before the connection is closed
 */
public record TcpSettings(
        int largestMessage,
        int connections,
        int connectionsPerSource,
        int idleSeconds,
        int connectSeconds,
        int writeQueue) {}
