package org.waypost.sip.transport.listen;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A WebSocket client that writes its frames octet by octet, so that they can be wrong. */
final class WebSocketPhone implements AutoCloseable {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;
    static final int FINAL = 0x80;

    static final String HANDSHAKE = """
            GET / HTTP/1.1\r
            Host: localhost\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Protocol: sip\r
            \r
            """;

    private final Socket socket;
    private final DataInputStream in;

    /** A frame from the server. */
    record Frame(int opcode, byte[] payload) {

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** The status of a close frame. */
        int status() {
            return ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        }
    }

    /** Opens the TCP connection only. */
    WebSocketPhone(InetSocketAddress server) throws IOException {
        socket = new Socket(server.getAddress(), server.getPort());
        socket.setSoTimeout(Phone.PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    /** Opens a WebSocket. */
    static WebSocketPhone to(TestServer server) throws IOException {
        WebSocketPhone phone = new WebSocketPhone(server.point(0).address());
        String answer = phone.ask(HANDSHAKE);
        if (!answer.startsWith("HTTP/1.1 101 ")) {
            phone.close();
            throw new IOException(answer);
        }
        return phone;
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Sends HTTP, and returns the head of the answer. */
    String ask(String http) throws IOException {
        return ask(http, new byte[0]);
    }

    /** Sends HTTP and what comes behind it at once, and returns the head of the answer. */
    String ask(String http, byte[] more) throws IOException {
        byte[] head = http.getBytes(StandardCharsets.US_ASCII);
        write(ByteBuffer.allocate(head.length + more.length).put(head).put(more).array());
        return head();
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    /** What is left until the server closes the connection. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }

    void text(String message) throws IOException {
        frame(FINAL | TEXT, message.getBytes(StandardCharsets.UTF_8));
    }

    /** @param first the first octet: FIN, RSV and opcode */
    void frame(int first, byte[] payload) throws IOException {
        write(octets(first, payload, true));
    }

    void write(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
        socket.getOutputStream().flush();
    }

    static byte[] octets(int first, byte[] payload, boolean masked) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) first);
        int mask = masked ? 0x80 : 0;
        if (payload.length < 126) {
            frame.put((byte) (mask | payload.length));
        } else if (payload.length < 65536) {
            frame.put((byte) (mask | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (mask | 127)).putLong(payload.length);
        }
        byte[] key = {1, 2, 3, 4};
        if (masked) {
            frame.put(key);
        }
        for (int i = 0; i < payload.length; i++) {
            frame.put(masked ? (byte) (payload[i] ^ key[i % 4]) : payload[i]);
        }
        frame.flip();
        byte[] octets = new byte[frame.remaining()];
        frame.get(octets);
        return octets;
    }

    /** The next frame, which is whole and not masked. */
    Frame receive() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if ((first & FINAL) == 0 || (length & 0x80) != 0) {
            throw new IOException("a fragment or masked: " + first + ", " + length);
        }
        long size = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
        byte[] payload = new byte[Math.toIntExact(size)];
        in.readFully(payload);
        return new Frame(first & 15, payload);
    }

    Frame ask(int first, byte[] payload) throws IOException {
        frame(first, payload);
        return receive();
    }

    /** Whether the server closes the connection now, without another frame. */
    boolean isClosedByServer() throws IOException {
        try {
            return in.read() < 0;
        } catch (EOFException e) {
            return true;
        } catch (java.net.SocketException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
