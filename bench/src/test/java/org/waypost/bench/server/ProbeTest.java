package org.waypost.bench.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ProbeTest {

    private static final String LISTED = "SIP/2.0 200 OK\r\nContact: <sip:a@127.0.0.1>\r\n\r\n";
    private static final String NOT_LISTED = "SIP/2.0 200 OK\r\n\r\n";

    private final List<String> asked = new CopyOnWriteArrayList<>();

    @Test
    void asksForOneUserAfterTheOtherUntilEachIsListed() throws IOException {
        try (DatagramSocket server = server(request -> asked.size() < 3 ? NOT_LISTED : LISTED)) {
            InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();

            assertThat(Probe.lists(address, List.of("a", "b")).await(Duration.ofSeconds(20), () -> true))
                    .isTrue();
        }
        assertThat(asked.stream().filter(request -> request.contains("<sip:a@")).count())
                .isGreaterThanOrEqualTo(3);
        assertThat(asked.get(asked.size() - 1)).contains("<sip:b@").doesNotContain("Contact:");
    }

    @Test
    void registersAPhone() throws IOException {
        try (DatagramSocket server = server(request -> request.contains("\r\nContact: ") ? LISTED : NOT_LISTED)) {
            InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();

            assertThat(Probe.registers(address).await(Duration.ofSeconds(20), () -> true))
                    .isTrue();
        }
    }

    @Test
    void givesUpWhenTheServerIsGone() throws IOException {
        assertThat(Probe.registers(Ports.free()).await(Duration.ofSeconds(20), () -> false))
                .isFalse();
    }

    private DatagramSocket server(UnaryOperator<String> answer) throws IOException {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> serve(socket, answer));
        thread.setDaemon(true);
        thread.start();
        return socket;
    }

    private void serve(DatagramSocket socket, UnaryOperator<String> answer) {
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        try {
            while (true) {
                socket.receive(packet);
                String request = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
                asked.add(request);
                byte[] reply = answer.apply(request).getBytes(StandardCharsets.ISO_8859_1);
                socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
            }
        } catch (SocketException closed) {
            // The end of the test.
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
