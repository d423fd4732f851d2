package org.waypost.kemi.nathelper;

import java.net.InetAddress;
import java.util.Optional;
import org.waypost.kemi.net.IpAddress;
import org.waypost.sip.Transport;

/**
 * The value of an alias parameter: {@code address~port~number of the protocol}.
 *
 * @param host as in a URI
 * @param port as it is written
 * @param protocol 1..6
 */
record Alias(String host, String port, int protocol) {

    /** Kamailio's numbers of the protocols, 1 and up. */
    private static final String[] PROTOCOLS = {"udp", "tcp", "tls", "sctp", "ws", "wss"};

    /** Where a message came from. */
    static Alias of(InetAddress address, int port, Transport transport) {
        return new Alias(IpAddress.inUri(address), Integer.toString(port), number(transport.token()));
    }

    /** What a script names; empty if it is no address, port or protocol. */
    static Optional<Alias> of(String address, String port, String protocol) {
        int number = number(protocol);
        if (number == 0 || !port.matches("[0-9]{1,5}") || !isPort(Integer.parseInt(port))) {
            return Optional.empty();
        }
        return IpAddress.parse(address).map(ip -> new Alias(inUri(address), port, number));
    }

    /** What stands in a parameter; empty if it is malformed. */
    static Optional<Alias> parse(String value) {
        String[] parts = value.split("~", -1);
        if (parts.length != 3 || parts[0].isEmpty() || parts[1].isEmpty() || !parts[2].matches("[1-6]")) {
            return Optional.empty();
        }
        return Optional.of(new Alias(parts[0], parts[1], Integer.parseInt(parts[2])));
    }

    String value() {
        return host + "~" + port + "~" + protocol;
    }

    /** The URI that leads there; UDP, which is what a URI means anyway, is named only if {@code always}. */
    String uri(boolean always) {
        String transport = PROTOCOLS[protocol - 1];
        // RFC 7118 5.2.4: a URI says ws for both
        String named = transport.equals("wss") ? "ws" : transport;
        return "sip:" + host + ":" + port + (protocol > 1 || always ? ";transport=" + named : "");
    }

    // as it was written, but for the brackets a URI wants
    private static String inUri(String address) {
        return address.indexOf(':') >= 0 && !address.startsWith("[") ? "[" + address + "]" : address;
    }

    private static boolean isPort(int port) {
        return port > 0 && port < 65536;
    }

    private static int number(String protocol) {
        for (int i = 0; i < PROTOCOLS.length; i++) {
            if (PROTOCOLS[i].equalsIgnoreCase(protocol)) {
                return i + 1;
            }
        }
        return 0;
    }
}
