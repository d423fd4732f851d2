package org.waypost.sip.transport.listen;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.Transport;

/** The other end of a socket in the tests. */
abstract class Phone implements AutoCloseable {

    static final int PATIENCE_MILLIS = 10_000;

    static Phone at(ListenPoint point) throws IOException {
        return point.transport() == Transport.UDP ? new Udp(point.address()) : new Tcp(point.address());
    }

    abstract void send(String text) throws IOException;

    /** The next message, a pong of two octets included. */
    abstract String receive() throws IOException;

    abstract int port();

    @Override
    public abstract void close() throws IOException;

    String ask(String text) throws IOException {
        send(text);
        return receive();
    }

    /** A UDP phone. */
    static final class Udp extends Phone {
        final DatagramSocket socket;
        private final InetSocketAddress server;

        Udp(InetSocketAddress server) throws IOException {
            this.server = server;
            socket = new DatagramSocket(new InetSocketAddress(server.getAddress(), 0));
            socket.setSoTimeout(PATIENCE_MILLIS);
        }

        @Override
        void send(String text) throws IOException {
            byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
            socket.send(new DatagramPacket(octets, octets.length, server));
        }

        @Override
        String receive() throws IOException {
            DatagramPacket packet = new DatagramPacket(new byte[65535], 65535);
            socket.receive(packet);
            return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
        }

        @Override
        int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    /** A TCP phone. */
    static final class Tcp extends Phone {
        final Socket socket;
        private final InputStream in;

        Tcp(InetSocketAddress server) throws IOException {
            this(new Socket(server.getAddress(), server.getPort()));
        }

        Tcp(Socket connected) throws IOException {
            socket = connected;
            socket.setSoTimeout(PATIENCE_MILLIS);
            in = socket.getInputStream();
        }

        @Override
        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        @Override
        String receive() throws IOException {
            StringBuilder text = new StringBuilder();
            while (text.indexOf("\r\n\r\n") < 0 && !text.toString().equals("\r\n")) {
                int octet = in.read();
                if (octet < 0) {
                    throw new EOFException("closed after '" + text + "'");
                }
                text.append((char) octet);
            }
            return text.toString();
        }

        /** Whether the server closes the connection, after nothing but what it had sent before. */
        boolean isClosedByServer() throws IOException {
            try {
                byte[] rest = new byte[65536];
                while (in.read(rest) >= 0) {
                    // Until the end.
                }
                return true;
            } catch (SocketTimeoutException e) {
                return false;
            } catch (IOException reset) {
                return true;
            }
        }

        @Override
        int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
