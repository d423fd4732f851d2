package org.waypost.kemi.nathelper;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.waypost.kemi.Messages;
import org.waypost.kemi.net.IpAddress;
import org.waypost.sip.Flow;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipMessage;
import org.waypost.sip.SipUri;
import org.waypost.sip.Transport;

/** The tests of {@code nat_uac_test}, each with its flag: signs that a message comes from behind a NAT. */
enum NatTest {
    CONTACT_PRIVATE(
            1,
            (message, flow) -> contact(message)
                    .filter(uri -> IpAddress.isPrivate(uri.host()))
                    .isPresent()),
    RECEIVED_DIFFERS(
            2,
            (message, flow) ->
                    !IpAddress.isWritten(Via.of(message).host(), flow.remote().getAddress())),
    VIA_PRIVATE(4, (message, flow) -> IpAddress.isPrivate(Via.of(message).host())),
    SDP_PRIVATE(8, (message, flow) -> media(message).stream().anyMatch(IpAddress::isPrivate)),
    PORT_DIFFERS(16, (message, flow) -> Via.of(message).port() != flow.remote().getPort()),
    SOURCE_PRIVATE(32, (message, flow) -> IpAddress.isPrivate(flow.remote().getAddress())),
    WEBSOCKET(64, (message, flow) -> flow.transport() == Transport.WS || flow.transport() == Transport.WSS),
    CONTACT_PORT_DIFFERS(
            128,
            (message, flow) -> contact(message)
                    .filter(uri -> port(uri) != flow.remote().getPort())
                    .isPresent()),
    SDP_DIFFERS(
            256,
            (message, flow) -> SdpText.of(message)
                    .flatMap(SdpText::sessionAddress)
                    .filter(address -> !address.equals(flow.remote().getAddress()))
                    .isPresent());

    /** Host and port of the topmost Via. */
    private record Via(Octets host, int port) {

        // RFC 3261 20.42: "SIP/2.0/UDP" and the sent-by part after it, which ends at a parameter or the next value
        static Via of(SipMessage message) {
            Octets value = message.first(HeaderName.VIA);
            int start = 0;
            while (start < value.length() && !Octets.isWhite(value.at(start))) {
                start++;
            }
            int end = start;
            while (end < value.length() && value.at(end) != ';' && value.at(end) != ',') {
                end++;
            }
            Octets sentBy = value.sub(start, end).trim();
            int colon = sentBy.lastIndexOf(':');
            boolean hasPort = colon > sentBy.lastIndexOf(']') && colon >= 0;
            Octets host = hasPort ? sentBy.sub(0, colon).trim() : sentBy;
            boolean tls = value.startsWithIgnoreCase("SIP/2.0/TLS");
            int port = hasPort ? (int) sentBy.from(colon + 1).trim().number() : tls ? 5061 : 5060;
            return new Via(host, port);
        }
    }

    private final int flag;
    private final BiPredicate<SipMessage, Flow> test;

    NatTest(int flag, BiPredicate<SipMessage, Flow> test) {
        this.flag = flag;
        this.test = test;
    }

    /** Whether any of the tests whose flags are set finds a sign. */
    static boolean any(int flags, SipMessage message, Flow flow) {
        for (NatTest test : values()) {
            if ((flags & test.flag) != 0 && test.test.test(message, flow)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the contact, if there is one, does not name the address and port the message came from. */
    static boolean isElsewhere(SipMessage message, Flow flow) {
        return contact(message)
                .filter(uri -> port(uri) != flow.remote().getPort()
                        || !IpAddress.isWritten(uri.host(), flow.remote().getAddress()))
                .isPresent();
    }

    // The contact that counts is the last one of the first header; so it is in the original.
    private static Optional<SipUri> contact(SipMessage message) {
        Octets contacts = message.first(HeaderName.CONTACT);
        return contacts.isEmpty()
                ? Optional.empty()
                : SipUri.parse(Messages.uri(Messages.last(contacts))).filter(uri -> uri.scheme() != SipUri.Scheme.TEL);
    }

    private static List<InetAddress> media(SipMessage message) {
        return SdpText.of(message).map(SdpText::mediaAddresses).orElse(List.of());
    }

    private static int port(SipUri uri) {
        if (uri.port() != 0) {
            return uri.port();
        }
        boolean tls = uri.scheme() == SipUri.Scheme.SIPS
                || uri.parameter("transport")
                        .filter(value -> value.equalsIgnoreCase("tls"))
                        .isPresent();
        return tls ? 5061 : 5060;
    }
}
