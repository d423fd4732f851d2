package org.waypost.itest.torture;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A socket that sends octets as they are, and reads answers one octet a char. */
abstract class RawSocket implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;
    private static final int ADDRESSES = 20;
    private static final String END = "\r\n\r\n";

    /**
     * A UDP socket at {@code port} of a loopback address of its own; at another port if somebody has taken that on all addresses, or
     * this machine has no such addresses.
     */
    static RawSocket udp(int server, int port) throws IOException {
        for (int last = 1; last <= ADDRESSES; last++) {
            InetSocketAddress own = new InetSocketAddress("127.44.75." + last, port);
            try {
                return new Udp(new DatagramSocket(own), server);
            } catch (IOException taken) {
                // by another test that runs at the same time: the next address
            }
        }
        return new Udp(new DatagramSocket(new InetSocketAddress("127.0.0.1", 0)), server);
    }

    /** A connection. */
    static RawSocket tcp(int server) throws IOException {
        return new Tcp(new Socket("127.0.0.1", server));
    }

    abstract int port();

    /** Host and port of this end. */
    abstract String address();

    abstract void send(byte[] octets) throws IOException;

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** What came last, or nothing at the end of the connection. */
    abstract Optional<String> read() throws IOException;

    @Override
    public abstract void close() throws IOException;

    /** All that comes until an answer has {@code mark} in it (that one not), or until the connection is closed. */
    final Answers answersUntil(String mark) throws IOException {
        Answers all = answers(came -> came.stream().anyMatch(answer -> answer.contains(mark)));
        return new Answers(
                all.messages().stream().filter(answer -> !answer.contains(mark)).toList(), all.closed());
    }

    /** So many answers. */
    final Answers answers(int count) throws IOException {
        return answers(came -> came.size() >= count);
    }

    /** All that comes until the connection is closed. */
    final Answers answersToTheEnd() throws IOException {
        return answers(came -> false);
    }

    private Answers answers(Predicate<List<String>> enough) throws IOException {
        StringBuilder rest = new StringBuilder();
        List<String> answers = new ArrayList<>();
        while (!enough.test(answers)) {
            Optional<String> more = read();
            if (more.isEmpty()) {
                return new Answers(answers, true);
            }
            rest.append(more.get());
            // no answer here has a body
            for (int end = rest.indexOf(END); end >= 0; end = rest.indexOf(END)) {
                answers.add(rest.substring(0, end + END.length()));
                rest.delete(0, end + END.length());
            }
        }
        return new Answers(answers, false);
    }

    /** What came back, and whether the connection was closed after it. */
    record Answers(List<String> messages, boolean closed) {

        /** The statuses, {@code -} for none, and {@code closed}. */
        String summary() {
            List<String> words = new ArrayList<>();
            messages.forEach(message -> words.add(message.substring("SIP/2.0 ".length(), "SIP/2.0 200".length())));
            if (closed) {
                words.add("closed");
            }
            return words.isEmpty() ? "-" : String.join(" ", words);
        }
    }

    private static final class Udp extends RawSocket {

        private final DatagramSocket socket;
        private final InetSocketAddress server;
        private final DatagramPacket packet = new DatagramPacket(new byte[65535], 65535);

        Udp(DatagramSocket socket, int server) throws IOException {
            this.socket = socket;
            this.server = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), server);
            socket.setSoTimeout(PATIENCE_MILLIS);
        }

        @Override
        int port() {
            return socket.getLocalPort();
        }

        @Override
        String address() {
            return socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
        }

        @Override
        void send(byte[] octets) throws IOException {
            socket.send(new DatagramPacket(octets, octets.length, server));
        }

        @Override
        Optional<String> read() throws IOException {
            packet.setLength(packet.getData().length);
            socket.receive(packet);
            return Optional.of(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1));
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private static final class Tcp extends RawSocket {

        private final Socket socket;
        private final byte[] buffer = new byte[65535];

        Tcp(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
        }

        @Override
        int port() {
            return socket.getLocalPort();
        }

        @Override
        String address() {
            return socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
        }

        @Override
        void send(byte[] octets) throws IOException {
            socket.getOutputStream().write(octets);
        }

        @Override
        Optional<String> read() throws IOException {
            int length;
            try {
                length = socket.getInputStream().read(buffer);
            } catch (SocketTimeoutException e) {
                throw new AssertionError("nothing came, and the connection stays open", e);
            }
            return length < 0
                    ? Optional.empty()
                    : Optional.of(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
