package org.waypost.registrar.core;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.waypost.registrar.Registrar;
import org.waypost.sip.Flow;
import org.waypost.sip.Octets;
import org.waypost.sip.SipUri;
import org.waypost.sip.Transport;
import org.waypost.usrloc.Contact;

/** reg_from_user(): whether a message came from where a contact is. */
final class SourceMatch {

    private SourceMatch() {}

    /** @param mode sum of {@link Registrar#MATCH_PORT} and {@link Registrar#MATCH_PROTOCOL} */
    static boolean isFrom(Contact contact, Flow flow, int mode) {
        Optional<SipUri> parsed = SipUri.parse(contact.received().isEmpty() ? contact.uri() : contact.received());
        if (parsed.isEmpty() || !isHost(parsed.get().host(), flow.remote().getAddress())) {
            return false;
        }
        SipUri uri = parsed.get();
        Optional<Transport> named = uri.parameter("transport").flatMap(token -> Transport.of(token.toString()));
        if ((mode & Registrar.MATCH_PORT) != 0
                && port(uri, named) != flow.remote().getPort()) {
            return false;
        }
        // as in Kamailio a contact that names no transport is not taken for one of UDP
        return (mode & Registrar.MATCH_PROTOCOL) == 0
                || named.filter(flow.transport()::equals).isPresent();
    }

    private static int port(SipUri uri, Optional<Transport> named) {
        if (uri.port() != 0) {
            return uri.port();
        }
        return uri.scheme() == SipUri.Scheme.SIPS
                ? Transport.TLS.defaultPort()
                : named.orElse(Transport.UDP).defaultPort();
    }

    private static boolean isHost(Octets host, InetAddress address) {
        if (!isAddress(host)) {
            return false;
        }
        try {
            return InetAddress.getByName(host.toString()).equals(address);
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }

    /** Whether it can be an IP address, so that no name is ever asked of the DNS. */
    private static boolean isAddress(Octets host) {
        if (host.isEmpty()) {
            return false;
        }
        if (host.at(0) == '[') {
            return true;
        }
        int dots = 0;
        for (int i = 0; i < host.length(); i++) {
            int octet = host.at(i);
            if (octet == '.') {
                dots++;
            } else if (octet < '0' || octet > '9') {
                return false;
            }
        }
        return dots == 3;
    }
}
