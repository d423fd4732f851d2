package org.waypost.sip;

import java.util.Locale;
import java.util.Optional;

/** The transports of SIP (RFC 3261 18, RFC 7118). */
public enum Transport {
    UDP(5060, false),
    TCP(5060, true),
    TLS(5061, true),
    WS(80, true),
    WSS(443, true);

    private final String token;
    private final int defaultPort;
    private final boolean reliable;

    Transport(int defaultPort, boolean reliable) {
        this.token = name().toLowerCase(Locale.ROOT);
        this.defaultPort = defaultPort;
        this.reliable = reliable;
    }

    /** Lower case, as in {@code ;transport=udp} and in a socket description. */
    public String token() {
        return token;
    }

    public int defaultPort() {
        return defaultPort;
    }

    /** Whether it runs over connections, so that messages are neither lost nor retransmitted. */
    public boolean reliable() {
        return reliable;
    }

    /** The transport of that token, in any case. */
    public static Optional<Transport> of(String token) {
        for (Transport transport : values()) {
            if (transport.token.equalsIgnoreCase(token)) {
                return Optional.of(transport);
            }
        }
        return Optional.empty();
    }
}
