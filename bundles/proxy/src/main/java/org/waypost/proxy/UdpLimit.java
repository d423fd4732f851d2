package org.waypost.proxy;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import org.waypost.sip.Flow;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.SipServer;
import org.waypost.sip.Transport;

/**
 * Moves requests too large for UDP to a transport that controls congestion (RFC 3261 18.1.1).
 *
 * @param mtu octets of the largest request that is sent over UDP
 * @param instead what larger ones are sent over; UDP for no other
 */
record UdpLimit(int mtu, Transport instead) {

    /** As long as what a transaction puts in front of the loop mark. */
    private static final String BRANCH = "z9hG4bK0123456789abcdef";

    UdpLimit {
        ProxySettings.inRange("udp_mtu", mtu, 0, 65535);
    }

    static UdpLimit of(ProxyParameters parameters) {
        String name = parameters.udp__mtu__try__proto();
        Transport instead = Transport.of(name)
                .filter(known -> known == Transport.UDP || known == Transport.TCP || known == Transport.TLS)
                .orElseThrow(() ->
                        new IllegalArgumentException("udp_mtu_try_proto = " + name + " is not one of UDP, TCP, TLS"));
        return new UdpLimit(parameters.udp__mtu(), instead);
    }

    /** The servers to try: before one over UDP the same one over the other transport, if the request is too large. */
    List<SipServer> apply(List<SipServer> servers, Target target, ListenPoint arrival, OutgoingFlows flows) {
        if (mtu == 0 || instead == Transport.UDP) {
            return servers;
        }
        List<SipServer> tried = new ArrayList<>();
        for (SipServer server : servers) {
            if (server.transport() == Transport.UDP && isTooLarge(server, target, arrival, flows)) {
                tried.add(new SipServer(instead, server.address()));
            }
            tried.add(server);
        }
        return tried;
    }

    private boolean isTooLarge(SipServer server, Target target, ListenPoint arrival, OutgoingFlows flows) {
        Optional<Flow> flow = flows.to(server, target, arrival);
        try {
            return flow.isPresent()
                    && new RequestCopy(target)
                                    .over(arrival, flow.get(), Optional.of(BRANCH))
                                    .encodeAsBytes(server.transport().name())
                                    .length
                            > mtu;
        } catch (ParseException | InvalidArgumentException | SipException e) {
            return false; // cannot be sent at all
        }
    }
}
