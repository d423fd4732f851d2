package org.waypost.management.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * One entry of the parameter {@code listen}.
 *
 * @param host an address or a name, without brackets
 * @param port 0 for any free one
 */
record ListenAddress(String host, int port) {

    private static final int HIGHEST_PORT = 65535;

    /** @throws IllegalArgumentException if it is no {@code host:port} */
    static ListenAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        String port = text.substring(colon + 1);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.contains(":")) {
            throw new IllegalArgumentException(text);
        }
        if (host.isEmpty() || !port.matches("\\d{1,5}") || Integer.parseInt(port) > HIGHEST_PORT) {
            throw new IllegalArgumentException(text);
        }
        return new ListenAddress(host, Integer.parseInt(port));
    }

    /** Where that is; empty if the name is not known. */
    Optional<InetSocketAddress> resolve() {
        try {
            return Optional.of(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Whether only this machine can reach it. */
    boolean isLoopback() {
        return resolve()
                .filter(address -> address.getAddress().isLoopbackAddress())
                .isPresent();
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
