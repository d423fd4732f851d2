package org.waypost.itest.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds ports nobody listens on. */
public final class Ports {

    private Ports() {}

    /** A port that is free for UDP and TCP on every loopback address now. */
    public static int free() {
        for (int attempt = 0; attempt < 50; attempt++) {
            try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
                if (freeForUdp("127.0.0.1", tcp.getLocalPort()) && (!ipv6() || freeForUdp("::1", tcp.getLocalPort()))) {
                    return tcp.getLocalPort();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalStateException("no port is free for both UDP and TCP");
    }

    /** Whether this machine has the IPv6 loopback address. */
    public static boolean ipv6() {
        return freeForUdp("::1", 0);
    }

    private static boolean freeForUdp(String host, int port) {
        try (DatagramSocket udp = new DatagramSocket(new InetSocketAddress(host, port))) {
            return udp.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
