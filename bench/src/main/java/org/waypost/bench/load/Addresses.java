package org.waypost.bench.load;

import java.net.Inet6Address;
import java.net.InetSocketAddress;

/** Addresses as they stand in a SIP message. */
public final class Addresses {

    private Addresses() {}

    /** {@code host:port}, an IPv6 address in brackets. */
    public static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (address.getAddress() instanceof Inet6Address ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
