package org.waypost.sip.transport;

import java.net.InetSocketAddress;
import org.waypost.sip.HostPort;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.wire.AddressText;

/** A listening socket as the rest of the server knows it; its texts are made once. */
public record LocalPoint(
        Transport transport,
        InetSocketAddress address,
        HostPort sentBy,
        String description,
        String advertisedDescription)
        implements ListenPoint {

    /**
     * The point of a bound socket.
     *
     * @param sentBy what it calls itself in Via and Record-Route
     * @param advertised whether that was configured, rather than taken from the address
     */
    public static LocalPoint of(Transport transport, InetSocketAddress address, HostPort sentBy, boolean advertised) {
        String description = transport.token() + ":" + host(address) + ":" + address.getPort();
        String other = transport.token() + ":" + sentBy;
        return new LocalPoint(transport, address, sentBy, description, advertised ? other : description);
    }

    /** The host of {@code address} as it stands in a URI or Via: a number, an IPv6 address in brackets. */
    public static String host(InetSocketAddress address) {
        String text = AddressText.text(address.getAddress());
        return text.indexOf(':') < 0 ? text : "[" + text + "]";
    }

    @Override
    public String toString() {
        return description;
    }
}
