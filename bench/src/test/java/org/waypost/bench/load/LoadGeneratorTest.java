package org.waypost.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {

    @Test
    void countsEveryReplyByStatus() throws IOException {
        try (Responder responder = new Responder(sequence -> List.of(sequence % 4 == 3 ? 503 : 200))) {
            LoadResult result = LoadGenerator.run(LoadPlan.each(responder.address(), false, Mode.FIRST, 0, 200, 8));

            assertThat(result.sent()).isEqualTo(200);
            assertThat(result.byStatus()).isEqualTo(Map.of(200, 150L, 503, 50L));
            assertThat(result.lost()).isZero();
            assertThat(result.refused()).isEqualTo(50);
            assertThat(result.contacts()).isEqualTo(150);
            assertThat(result.nanos().getTotalCount()).isEqualTo(200);
        }
    }

    @Test
    void countsWhatWasNeverAnsweredAsLost() throws IOException {
        try (Responder responder = new Responder(sequence -> sequence < 5 ? List.of() : List.of(200))) {
            LoadResult result = LoadGenerator.run(LoadPlan.each(responder.address(), false, Mode.FIRST, 0, 50, 8));

            assertThat(result.sent()).isEqualTo(50);
            assertThat(result.lost()).isEqualTo(5);
            assertThat(responder.requests).hasSize(50);
        }
    }

    @Test
    void goesOnWhenAWholeWindowIsLost() throws IOException {
        try (Responder responder = new Responder(sequence -> sequence < 8 ? List.of() : List.of(200))) {
            LoadResult result = LoadGenerator.run(LoadPlan.each(responder.address(), false, Mode.FIRST, 0, 50, 8));

            assertThat(result.sent()).isEqualTo(50);
            assertThat(result.lost()).isEqualTo(8);
        }
    }

    @Test
    void countsASecondReplyAsAStray() throws IOException {
        try (Responder responder = new Responder(sequence -> sequence == 3 ? List.of(200, 200) : List.of(200))) {
            LoadResult result = LoadGenerator.run(LoadPlan.each(responder.address(), false, Mode.FIRST, 0, 10, 1));

            assertThat(result.answered()).isEqualTo(10);
            assertThat(result.strays()).isEqualTo(1);
        }
    }

    @Test
    void refreshesKeepTheCallIdAndRaiseTheCseq() throws IOException {
        try (Responder responder = new Responder(sequence -> List.of(200))) {
            LoadGenerator.run(LoadPlan.each(responder.address(), false, Mode.REFRESH, 6, 1, 1)
                    .from(1_000_000_010)
                    .paced(2, 0));

            assertThat(responder.requests).hasSize(2);
            assertThat(responder.requests.get(0)).contains("To: <sip:u0000006@").contains("CSeq: 1000000010 REGISTER");
            assertThat(responder.requests.get(1)).contains("CSeq: 1000000011 REGISTER");
            assertThat(header(responder.requests.get(1), "Call-ID:"))
                    .isEqualTo(header(responder.requests.get(0), "Call-ID:"));
        }
    }

    @Test
    void refreshesTheSameContactFromAnotherSocket() throws IOException {
        try (Responder responder = new Responder(sequence -> List.of(200))) {
            LoadGenerator.run(LoadPlan.each(responder.address(), false, Mode.FIRST, 0, 1, 1));
            LoadGenerator.run(LoadPlan.each(responder.address(), false, Mode.REFRESH, 0, 1, 1));

            assertThat(header(responder.requests.get(1), "Via:"))
                    .isNotEqualTo(header(responder.requests.get(0), "Via:"));
            assertThat(header(responder.requests.get(1), "Contact:"))
                    .isEqualTo(header(responder.requests.get(0), "Contact:"));
        }
    }

    @Test
    void usesTcpConnectionsInTurn() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress())) {
            Thread acceptor = new Thread(() -> accept(server));
            acceptor.setDaemon(true);
            acceptor.start();
            LoadResult result = LoadGenerator.run(LoadPlan.each(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()),
                    true,
                    Mode.FIRST,
                    0,
                    100,
                    16));

            assertThat(result.byStatus()).isEqualTo(Map.of(200, 100L));
        }
    }

    private static String header(String request, String name) {
        return request.lines().filter(line -> line.startsWith(name)).findFirst().orElseThrow();
    }

    private static void accept(ServerSocket server) {
        for (int i = 0; i < TcpWire.CONNECTIONS; i++) {
            try {
                Socket socket = server.accept();
                Thread answerer = new Thread(() -> answer(socket));
                answerer.setDaemon(true);
                answerer.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void answer(Socket socket) {
        StringBuilder stream = new StringBuilder();
        byte[] octets = new byte[4096];
        try (socket;
                InputStream in = socket.getInputStream();
                OutputStream out = socket.getOutputStream()) {
            for (int length = in.read(octets); length >= 0; length = in.read(octets)) {
                stream.append(new String(octets, 0, length, StandardCharsets.ISO_8859_1));
                for (int end = stream.indexOf("\r\n\r\n"); end >= 0; end = stream.indexOf("\r\n\r\n")) {
                    out.write(Responder.reply(stream.substring(0, end), 200));
                    stream.delete(0, end + 4);
                }
            }
        } catch (IOException e) {
            // The generator closed the connection.
        }
    }

    /** A UDP server that answers the request of each sequence number with the statuses it is told. */
    private static final class Responder implements AutoCloseable {

        private final DatagramSocket socket;
        private final List<String> requests = new CopyOnWriteArrayList<>();

        Responder(Function<Integer, List<Integer>> statuses) throws IOException {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            Thread thread = new Thread(() -> serve(statuses));
            thread.setDaemon(true);
            thread.start();
        }

        InetSocketAddress address() {
            return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
        }

        @Override
        public void close() {
            socket.close();
        }

        private void serve(Function<Integer, List<Integer>> statuses) {
            DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
            try {
                while (true) {
                    socket.receive(packet);
                    String request = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
                    requests.add(request);
                    int at = request.indexOf(Reply.BRANCH) + Reply.BRANCH.length();
                    int sequence = Integer.parseInt(request.substring(at, at + 10));
                    for (int status : statuses.apply(sequence)) {
                        byte[] reply = reply(request, status);
                        socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
                    }
                }
            } catch (IOException e) {
                // Closed: the end of the test.
            }
        }

        static byte[] reply(String request, int status) {
            String via = request.lines()
                    .filter(line -> line.startsWith("Via:"))
                    .findFirst()
                    .orElseThrow();
            String contact = status == 200 ? "Contact: <sip:u@127.0.0.1>;expires=3600\r\n" : "";
            return ("SIP/2.0 " + status + " Reason\r\n" + via + "\r\n" + contact + "Content-Length: 0\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1);
        }
    }
}
