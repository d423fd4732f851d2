package org.waypost.registrar.core;

import java.util.Optional;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.Octets;
import org.waypost.sip.SipMessage;
import org.waypost.sip.SipTransport;
import org.waypost.sip.Transport;

/** Finds the local socket that a script or a header names, as {@code [proto:]address[:port]}. */
final class Sockets {

    private Sockets() {}

    /** What is stored for the socket of that name; empty if {@code text} names none of this server. */
    static String stored(SipTransport transport, String text, Settings settings) {
        return find(transport, text)
                .map(point -> settings.advertisedSocket() ? point.advertisedDescription() : point.description())
                .orElse("");
    }

    /** The value of the first header called {@code name}; empty if there is none. */
    static String header(SipMessage message, String name) {
        for (int i = 0; i < message.headerCount(); i++) {
            if (message.headerText(i).equalsIgnoreCase(name)) {
                return message.headerValue(i).toString();
            }
        }
        return "";
    }

    private static Optional<ListenPoint> find(SipTransport transport, String text) {
        if (transport == null || text.isEmpty()) {
            return Optional.empty();
        }
        int colon = text.indexOf(':');
        Optional<Transport> named = colon < 0 ? Optional.empty() : Transport.of(text.substring(0, colon));
        String place = named.isPresent() ? text.substring(colon + 1) : text;
        int end = place.indexOf(']') + 1;
        int portAt = place.indexOf(':', end);
        String host = portAt < 0 ? place : place.substring(0, portAt);
        long port = portAt < 0 ? 0 : Octets.of(place.substring(portAt + 1)).number();
        return transport.listenPoints().stream()
                .filter(point -> named.isEmpty() || named.get() == point.transport())
                .filter(point -> is(point.description(), host, port) || is(point.advertisedDescription(), host, port))
                .findFirst();
    }

    /** @param port 0 for any */
    private static boolean is(String description, String host, long port) {
        int hostAt = description.indexOf(':') + 1;
        int portAt = description.lastIndexOf(':');
        if (portAt < hostAt || description.indexOf(']', portAt) >= 0) {
            return port == 0 && description.substring(hostAt).equalsIgnoreCase(host);
        }
        return description.substring(hostAt, portAt).equalsIgnoreCase(host)
                && (port == 0 || description.substring(portAt + 1).equals(Long.toString(port)));
    }
}
