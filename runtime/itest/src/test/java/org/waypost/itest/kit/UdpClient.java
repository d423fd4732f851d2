package org.waypost.itest.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** {@link SipClient} over UDP. */
final class UdpClient extends SipClient {

    private final DatagramSocket socket;
    private final InetSocketAddress server;
    private final byte[] buffer = new byte[65536];

    UdpClient(String host, int port) {
        try {
            server = new InetSocketAddress(host, port);
            InetAddress local = server.getAddress();
            socket = new DatagramSocket(0, local);
            socket.setReceiveBufferSize(1 << 20);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int localPort() {
        return socket.getLocalPort();
    }

    @Override
    public String transport() {
        return "UDP";
    }

    @Override
    protected void write(byte[] octets) throws IOException {
        socket.send(new DatagramPacket(octets, octets.length, server));
    }

    @Override
    protected Optional<String> read(Duration time) throws IOException {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        long end = System.nanoTime() + time.toNanos();
        try {
            do {
                socket.setSoTimeout((int) Math.max(1, (end - System.nanoTime()) / 1_000_000));
                socket.receive(packet);
            } while (packet.getLength() <= 4);
            return Optional.of(new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8));
        } catch (SocketTimeoutException | PortUnreachableException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
