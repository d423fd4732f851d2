package org.waypost.itest.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;

/** A device that listens for TCP connections. */
public final class SipServer implements AutoCloseable {

    private final ServerSocket socket;

    private SipServer(ServerSocket socket) {
        this.socket = socket;
    }

    /** A device on a port of its own. */
    public static SipServer tcp() {
        try {
            return new SipServer(new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** The next connection; fails the test if none comes. */
    public SipClient accept(Duration limit) {
        try {
            socket.setSoTimeout((int) limit.toMillis());
            return new TcpClient(socket.accept());
        } catch (IOException e) {
            throw new AssertionError("nobody connected to port " + port(), e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
