package org.waypost.sip;

import java.util.Optional;

/**
 * What became of one entry of the parameter {@code listen}.
 *
 * @param wanted the entry, {@code proto:host:port} and what it is advertised as
 * @param transport its protocol
 * @param point the open socket; empty if it could not be bound
 * @param failure why it could not be bound; empty if it is
 * @param received messages and keepalives that came in through it, also those that were refused
 * @param sent messages that left through it
 */
public record ListenerState(
        String wanted, Transport transport, Optional<ListenPoint> point, String failure, long received, long sent) {}
