package org.waypost.bench.server;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds free ports on the loopback address. */
public final class Ports {

    private static final int TRIES = 50;

    private Ports() {}

    /** A port that nobody uses just now, for UDP and for TCP. */
    public static InetSocketAddress free() throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        for (int i = 0; i < TRIES; i++) {
            try (ServerSocket tcp = new ServerSocket(0, 1, loopback);
                    DatagramSocket udp = new DatagramSocket(tcp.getLocalPort(), loopback)) {
                return new InetSocketAddress(loopback, udp.getLocalPort());
            } catch (java.net.BindException e) {
                // Taken for UDP: try another.
            }
        }
        throw new IOException("no free port");
    }
}
