package org.waypost.sip;

/**
 * A host and a port as they stand in a Via or a socket description.
 *
 * @param host name or address, an IPv6 address with its brackets
 * @param port 1..65535, or 0 if none is given
 */
public record HostPort(String host, int port) {

    public HostPort {
        if (host.isEmpty() || port < 0 || port > 65535) {
            throw new IllegalArgumentException("not a host and port: '" + host + ":" + port + "'");
        }
    }

    @Override
    public String toString() {
        return port == 0 ? host : host + ":" + port;
    }
}
