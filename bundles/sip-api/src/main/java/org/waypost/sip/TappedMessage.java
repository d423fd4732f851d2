package org.waypost.sip;

import java.net.InetSocketAddress;

/**
 * A message on its way through a socket, as a {@link MessageTap} is shown it.
 *
 * @param incoming whether it came from the network
 * @param local this end: of a connection its own address, of a UDP socket the one it is bound to, which may be a wildcard
 * @param remote the other end
 * @param flow {@link Flow#id()}; -1 for UDP
 * @param octets as they are on the wire; not even SIP perhaps
 * @param dropped why it goes no further, or is answered with an error at most; empty if all is well
 */
public record TappedMessage(
        boolean incoming,
        Transport transport,
        InetSocketAddress local,
        InetSocketAddress remote,
        int flow,
        Octets octets,
        String dropped) {}
