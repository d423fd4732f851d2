package org.waypost.pv.transform;

import java.util.Optional;
import org.waypost.sip.Transport;

/** The numbers by which Kamailio knows the transports: UDP 1, TCP 2, TLS 3, WS 5, WSS 6. */
public final class TransportNumber {

    private TransportNumber() {}

    public static int of(Transport transport) {
        return switch (transport) {
            case UDP -> 1;
            case TCP -> 2;
            case TLS -> 3;
            case WS -> 5;
            case WSS -> 6;
        };
    }

    static Optional<Transport> transport(String number) {
        for (Transport transport : Transport.values()) {
            if (Integer.toString(of(transport)).equals(number)) {
                return Optional.of(transport);
            }
        }
        return Optional.empty();
    }
}
