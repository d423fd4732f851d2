package org.waypost.sip.trace.capture;

import java.net.InetSocketAddress;
import java.time.Instant;
import org.waypost.sip.Octets;
import org.waypost.sip.TappedMessage;
import org.waypost.sip.Transport;

/**
 * A message that was traced, with octets of its own.
 *
 * @param time when it was at the socket
 * @param flow number of the connection, -1 for UDP
 * @param dropped why it goes no further, or empty
 */
public record CapturedMessage(
        Instant time,
        boolean incoming,
        Transport transport,
        InetSocketAddress local,
        InetSocketAddress remote,
        int flow,
        Octets octets,
        String dropped) {

    /** A copy of {@code message} as it is now. */
    public static CapturedMessage of(Instant time, TappedMessage message) {
        return new CapturedMessage(
                time,
                message.incoming(),
                message.transport(),
                message.local(),
                message.remote(),
                message.flow(),
                message.octets().copy(),
                message.dropped());
    }

    /** The same with other octets. */
    public CapturedMessage with(Octets other) {
        return new CapturedMessage(time, incoming, transport, local, remote, flow, other, dropped);
    }
}
