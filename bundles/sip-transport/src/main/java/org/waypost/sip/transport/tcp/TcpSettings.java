package org.waypost.sip.transport.tcp;

/**
 * What the parameters say about TCP connections.
 *
 * @param largestMessage octets of a message; a longer one closes the connection
 * @param connections most connections
 * @param connectionsPerSource most connections of one address
 * @param idleSeconds after which a connection without traffic is closed
 * @param connectSeconds after which an outgoing connection is given up
 * @param messageSeconds for a message to come whole once it has begun; longer closes the connection
 * @param sendSeconds for what waits to be sent to be taken by the peer; longer closes the connection
 * @param writeQueue octets that may wait to be written before the connection is closed
 * @param writeQueues octets that may wait on all connections before one on which some wait is closed
 * @param takesAliases whether a Via may name a port to reuse the connection for (RFC 5923)
 */
public record TcpSettings(
        int largestMessage,
        int connections,
        int connectionsPerSource,
        int idleSeconds,
        int connectSeconds,
        int messageSeconds,
        int sendSeconds,
        int writeQueue,
        int writeQueues,
        boolean takesAliases) {}
