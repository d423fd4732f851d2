package org.waypost.itest.kit;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports nobody listens on. They lie below those that the system gives away by itself (32768 and up on Linux), so that no connection
 * or listener of another test has one until it is bound.
 */
public final class Ports {

    private static final int FIRST = 10_000;
    private static final int LAST = 32_767;

    private Ports() {}

    /** A port that is free for UDP and TCP on every loopback address now. */
    public static int free() {
        for (int attempt = 0; attempt < 50; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            if (freeForTcp(port) && freeForUdp("127.0.0.1", port) && (!ipv6() || freeForUdp("::1", port))) {
                return port;
            }
        }
        throw new IllegalStateException("no port is free for both UDP and TCP");
    }

    /** Whether this machine has the IPv6 loopback address. */
    public static boolean ipv6() {
        return freeForUdp("::1", 0);
    }

    private static boolean freeForTcp(int port) {
        try (ServerSocket tcp = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            return tcp.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean freeForUdp(String host, int port) {
        try (DatagramSocket udp = new DatagramSocket(new InetSocketAddress(host, port))) {
            return udp.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
