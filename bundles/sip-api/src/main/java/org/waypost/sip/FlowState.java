package org.waypost.sip;

/**
 * An open connection and what went through it.
 *
 * @param flow the connection
 * @param outgoing whether this server opened it
 * @param openedAt when, in milliseconds since 1970
 * @param idleMillis since something was read or written
 * @param receivedMessages whole messages that came in
 * @param receivedOctets octets that came in
 * @param sentMessages messages that were written
 * @param sentOctets octets that were written
 * @param queuedOctets octets that wait to be written
 */
public record FlowState(
        Flow flow,
        boolean outgoing,
        long openedAt,
        long idleMillis,
        long receivedMessages,
        long receivedOctets,
        long sentMessages,
        long sentOctets,
        int queuedOctets) {}
