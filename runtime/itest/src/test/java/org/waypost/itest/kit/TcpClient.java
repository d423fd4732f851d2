package org.waypost.itest.kit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** {@link SipClient} over TCP or TLS: frames by Content-Length and skips the pongs between messages. */
final class TcpClient extends SipClient {

    private final Socket socket;
    private final InputStream in;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private boolean ended;

    TcpClient(String host, int port) {
        this(connect(SocketFactory.getDefault(), host, port));
    }

    TcpClient(String host, int port, SSLContext trusting) {
        this(connect(trusting.getSocketFactory(), host, port));
    }

    TcpClient(Socket socket) {
        this.socket = socket;
        try {
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Socket connect(SocketFactory sockets, String host, int port) {
        try {
            return sockets.createSocket(host, port);
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
        return socket instanceof SSLSocket ? "TLS" : "TCP";
    }

    @Override
    protected void write(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
    }

    @Override
    protected Optional<String> read(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        try {
            while (!ended) {
                socket.setSoTimeout((int) Math.max(1, (end - System.nanoTime()) / 1_000_000));
                int octet = in.read();
                if (octet < 0) {
                    ended = true;
                } else if (pending.size() > 0 || (octet != '\r' && octet != '\n')) {
                    pending.write(octet);
                    Optional<String> message = complete();
                    if (message.isPresent()) {
                        pending.reset();
                        return message;
                    }
                }
            }
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private Optional<String> complete() {
        String text = pending.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return Optional.empty();
        }
        String length = SipMessage.parse(text).header("Content-Length").orElse("0");
        return text.length() - end - 4 < Integer.parseInt(length)
                ? Optional.empty()
                : Optional.of(pending.toString(StandardCharsets.UTF_8));
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
