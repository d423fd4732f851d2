package org.waypost.kemi.core;

import java.net.Inet6Address;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Functions;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;

/** Tests of how the message came: transport, ports, version of IP. */
final class ArrivalTests {

    private ArrivalTests() {}

    static void add(Functions core) {
        for (Transport transport : Transport.values()) {
            core.test("is_" + transport, "Whether the message came over " + transport + ".", c -> came(c, transport));
        }
        core.test("is_SCTP", "Whether the message came over SCTP, which this server has not.", c -> false)
                .test(
                        "is_WSX",
                        "Whether the message came over WS or WSS.",
                        c -> came(c, Transport.WS) || came(c, Transport.WSS))
                .test("is_IPv4", "Whether the message came over IPv4.", c -> !isIpv6(c))
                .test("is_IPv6", "Whether the message came over IPv6.", ArrivalTests::isIpv6)
                .add(
                        "is_proto",
                        "s",
                        "Whether the transport has one of these letters: u UDP, t TCP, e TLS, w WS, v WSS.",
                        (c, a) -> hasLetter(c.flow().transport(), Arguments.text(a, 0)))
                .add(
                        "is_src_port",
                        "i",
                        "Whether the message came from that port.",
                        (c, a) -> c.flow().remote().getPort() == Arguments.number(a, 0))
                .add(
                        "is_dst_port",
                        "i",
                        "Whether the message came to that port of this server.",
                        (c, a) -> c.flow().local().address().getPort() == Arguments.number(a, 0));
        // What is sent has no address before the proxy resolves it.
        for (String way : new String[] {"IPv4", "IPv6", "UDP", "TCP", "TLS", "SCTP", "WS", "WSS", "WSX"}) {
            core.test(
                    "to_" + way,
                    "Whether the message is being sent over " + way + "; false in a request route.",
                    c -> false);
        }
    }

    private static boolean came(SipContext context, Transport transport) {
        return context.flow().transport() == transport;
    }

    private static boolean isIpv6(SipContext context) {
        return context.flow().remote().getAddress() instanceof Inet6Address;
    }

    private static boolean hasLetter(Transport transport, String letters) {
        char letter = switch (transport) {
            case UDP -> 'u';
            case TCP -> 't';
            case TLS -> 'e';
            case WS -> 'w';
            case WSS -> 'v';
        };
        for (int i = 0; i < letters.length(); i++) {
            if (Character.toLowerCase(letters.charAt(i)) == letter) {
                return true;
            }
        }
        return false;
    }
}
