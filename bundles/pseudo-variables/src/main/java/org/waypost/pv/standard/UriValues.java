package org.waypost.pv.standard;

import java.util.Optional;
import org.waypost.sip.Octets;
import org.waypost.sip.SipUri;
import org.waypost.sip.Transport;
import org.waypost.sip.Value;

/** The parts of a URI as values. */
final class UriValues {

    private static final Value UDP = Value.of("UDP");

    private UriValues() {}

    static Value user(Optional<SipUri> uri) {
        return uri.isEmpty() ? Value.NULL : Values.orNull(uri.get().user());
    }

    static Value host(Optional<SipUri> uri) {
        return uri.isEmpty() ? Value.NULL : Values.orNull(uri.get().host());
    }

    /** The port, or the default one of the transport. */
    static Value port(Optional<SipUri> uri) {
        if (uri.isEmpty()) {
            return Value.NULL;
        }
        int port = uri.get().port();
        return Value.of(port != 0 ? port : uri.get().scheme() == SipUri.Scheme.SIPS ? 5061 : 5060);
    }

    static Value transport(Optional<SipUri> uri) {
        if (uri.isEmpty()) {
            return Value.NULL;
        }
        Optional<Octets> named = uri.get().parameter("transport");
        if (named.isEmpty()) {
            return UDP;
        }
        return Transport.of(named.get().toString())
                .map(transport -> Value.of(transport.name()))
                .orElse(UDP);
    }
}
