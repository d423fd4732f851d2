package org.waypost.bench.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PhonesTest {

    @Test
    void completesCallsWithRingingAnswerAcknowledgementAndHangUp() throws IOException {
        try (Between between = new Between(message -> message);
                Phones phones = new Phones(between.address(), false, 3)) {
            CallResult result = phones.run(new CallPlan(20, 0, 4));

            assertThat(result.made()).isEqualTo(20);
            assertThat(result.complete()).isEqualTo(20);
            assertThat(result.failed()).isZero();
            assertThat(result.repeated()).isZero();
            assertThat(result.answerNanos().getTotalCount()).isEqualTo(20);
            assertThat(between.count("SIP/2.0 180 ")).isEqualTo(20);
            assertThat(between.count("REGISTER ")).isEqualTo(3);
        }
    }

    @Test
    void numbersTheCallsOfALaterRunAnew() throws IOException {
        try (Between between = new Between(message -> message);
                Phones phones = new Phones(between.address(), false, 1)) {
            phones.run(new CallPlan(3, 0, 1));

            assertThat(phones.run(new CallPlan(4, 1000, 1)).complete()).isEqualTo(4);
            assertThat(between.messages.stream()
                            .filter(message -> message.startsWith("INVITE "))
                            .map(message -> line(message, "Call-ID:"))
                            .distinct())
                    .hasSize(7);
        }
    }

    @Test
    void followsTheRecordedRoutesBackwards() throws IOException {
        Function<String, String> recording = message -> message.startsWith("INVITE ")
                ? message.replaceFirst(
                        "\r\n",
                        "\r\nRecord-Route: <sip:b.example;lr>,<sip:a.example;lr>\r\nRecord-Route: <sip:c.example;lr>\r\n")
                : message;
        try (Between between = new Between(recording);
                Phones phones = new Phones(between.address(), false, 1)) {
            phones.run(new CallPlan(1, 0, 1));

            assertThat(between.messages)
                    .filteredOn(message -> message.startsWith("BYE ") || message.startsWith("ACK "))
                    .hasSize(2)
                    .allSatisfy(message -> assertThat(message)
                            .contains("Route: <sip:c.example;lr>\r\n"
                                    + "Route: <sip:a.example;lr>\r\n"
                                    + "Route: <sip:b.example;lr>\r\n"));
        }
    }

    @Test
    void countsACallWhoseAckIsLostAsFailed() throws IOException {
        try (Between between = new Between(message -> isOfCall(message, "ACK ", 2) ? "" : message);
                Phones phones = new Phones(between.address(), false, 1)) {
            CallResult result = phones.run(new CallPlan(3, 0, 3));

            assertThat(result.complete()).isEqualTo(2);
            assertThat(result.failed()).isEqualTo(1);
        }
    }

    @Test
    void countsRefusalsByStatusAndAcknowledgesThem() throws IOException {
        Function<String, String> refusing = message ->
                isOfCall(message, "SIP/2.0 200 ", 1) ? message.replace("SIP/2.0 200 OK", "SIP/2.0 503 No") : message;
        try (Between between = new Between(refusing);
                Phones phones = new Phones(between.address(), false, 1)) {
            CallResult result = phones.run(new CallPlan(2, 0, 1));

            assertThat(result.complete()).isEqualTo(1);
            assertThat(result.refused()).isEqualTo(Map.of(503, 1L));
            assertThat(between.count("ACK sip:127.0.0.1")).isEqualTo(1);
        }
    }

    @Test
    void callsNobodyButThisMachine() {
        assertThatThrownBy(() -> new Phones(new InetSocketAddress("192.0.2.1", 5060), false, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("loopback");
    }

    private static boolean isOfCall(String message, String start, int number) {
        return message.startsWith(start) && message.contains("Call-ID: call-" + number + "@");
    }

    private static String line(String message, String start) {
        return message.lines()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow();
    }

    /** Passes on between the two phones what they send, or what is made of it; what is empty is lost. Answers REGISTER. */
    private static final class Between implements AutoCloseable {

        private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        private final Function<String, String> change;
        private final List<String> messages = new CopyOnWriteArrayList<>();
        private SocketAddress callee;
        private SocketAddress caller;

        Between(Function<String, String> change) throws IOException {
            this.change = change;
            Thread thread = new Thread(this::run);
            thread.setDaemon(true);
            thread.start();
        }

        InetSocketAddress address() {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }

        long count(String start) {
            return messages.stream()
                    .filter(message -> message.startsWith(start))
                    .count();
        }

        private void run() {
            DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
            try {
                while (true) {
                    packet.setLength(4096);
                    socket.receive(packet);
                    String message = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
                    messages.add(message);
                    pass(message, packet.getSocketAddress());
                }
            } catch (IOException e) {
                // The end of the test.
            }
        }

        private void pass(String message, SocketAddress from) throws IOException {
            if (message.startsWith("REGISTER ")) {
                callee = from;
                send(message.replaceFirst("REGISTER .*", "SIP/2.0 200 OK"), from);
                return;
            }
            if (!from.equals(callee)) {
                caller = from;
            }
            send(change.apply(message), from.equals(callee) ? caller : callee);
        }

        private void send(String message, SocketAddress to) throws IOException {
            byte[] octets = message.getBytes(StandardCharsets.ISO_8859_1);
            if (octets.length > 0) {
                socket.send(new DatagramPacket(octets, octets.length, to));
            }
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
