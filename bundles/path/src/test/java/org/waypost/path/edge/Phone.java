package org.waypost.path.edge;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A SIP device on a socket of the loopback, as simple as a test wants it. */
abstract class Phone implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 5000;

    private int count;

    abstract int port();

    abstract String transport();

    abstract void send(String message) throws IOException;

    /** The next message; fails if none comes in time. */
    abstract String receive() throws IOException;

    @Override
    public abstract void close() throws IOException;

    /** @param more header lines without line ends */
    String request(String method, String uri, String to, String... more) {
        count++;
        return method + " " + uri + " SIP/2.0\r\n"
                + "Via: SIP/2.0/" + transport() + " 127.0.0.1:" + port() + ";rport;branch=z9hG4bK" + port() + "x"
                + count
                + "\r\nMax-Forwards: 70\r\nFrom: <sip:from@example.com>;tag=f" + port() + "\r\nTo: " + to
                + "\r\nCall-ID: c" + port() + "\r\nCSeq: " + count + " " + method + "\r\n"
                + List.of(more).stream().map(line -> line + "\r\n").collect(Collectors.joining())
                + "Content-Length: 0\r\n\r\n";
    }

    /** Answers a request, with a To tag. */
    void answer(String request, int status, String... more) throws IOException {
        StringBuilder text = new StringBuilder("SIP/2.0 " + status + " Because\r\n");
        for (String name : List.of("Via", "Record-Route", "From", "To", "Call-ID", "CSeq")) {
            for (String value : headers(request, name)) {
                boolean tagged = !name.equals("To") || value.contains("tag=");
                text.append(name + ": " + value + (tagged ? "" : ";tag=t" + port()) + "\r\n");
            }
        }
        send(text + List.of(more).stream().map(line -> line + "\r\n").collect(Collectors.joining())
                + "Content-Length: 0\r\n\r\n");
    }

    /** The next message that is no provisional response. */
    String receiveFinal() throws IOException {
        String message = receive();
        while (message.startsWith("SIP/2.0 1")) {
            message = receive();
        }
        return message;
    }

    /** The values of the header lines of that name, one for each comma. */
    static List<String> headers(String message, String name) {
        return Pattern.compile("(?md)^" + name + ": *(.*?) *\r$")
                .matcher(message)
                .results()
                .map((MatchResult line) -> line.group(1))
                .flatMap(value -> name.endsWith("Route") ? List.of(value.split(",")).stream() : List.of(value).stream())
                .toList();
    }

    static Phone tcp(int serverPort) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new Phone() {
            @Override
            int port() {
                return socket.getLocalPort();
            }

            @Override
            String transport() {
                return "TCP";
            }

            @Override
            void send(String message) throws IOException {
                socket.getOutputStream().write(message.getBytes(StandardCharsets.ISO_8859_1));
            }

            @Override
            String receive() throws IOException {
                InputStream in = socket.getInputStream();
                StringBuilder text = new StringBuilder();
                while (text.indexOf("\r\n\r\n") < 0) {
                    int octet = in.read();
                    if (octet < 0) {
                        throw new IOException("the connection ended");
                    }
                    text.append((char) octet);
                }
                return text.toString();
            }

            @Override
            public void close() throws IOException {
                socket.close();
            }
        };
    }

    static Phone udp(int serverPort) throws IOException {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(PATIENCE_MILLIS);
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
        return new Phone() {
            @Override
            int port() {
                return socket.getLocalPort();
            }

            @Override
            String transport() {
                return "UDP";
            }

            @Override
            void send(String message) throws IOException {
                byte[] octets = message.getBytes(StandardCharsets.ISO_8859_1);
                socket.send(new DatagramPacket(octets, octets.length, server));
            }

            @Override
            String receive() throws IOException {
                DatagramPacket packet = new DatagramPacket(new byte[65535], 65535);
                socket.receive(packet);
                return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
            }

            @Override
            public void close() {
                socket.close();
            }
        };
    }
}
