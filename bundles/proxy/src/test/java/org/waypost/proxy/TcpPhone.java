package org.waypost.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The device's, or the edge proxy's, end of a connection. */
record TcpPhone(Socket socket) implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 5000;

    static TcpPhone to(int port) throws IOException {
        return new TcpPhone(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    void send(String message) throws IOException {
        socket.getOutputStream().write(message.getBytes(StandardCharsets.ISO_8859_1));
    }

    String receive() throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        InputStream in = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("closed after '" + text + "'");
            }
            text.append((char) octet);
        }
        int length = Integer.parseInt(Phone.header(text.toString(), "Content-Length"));
        return text.append(new String(in.readNBytes(length), StandardCharsets.ISO_8859_1))
                .toString();
    }

    /** Sends a response to {@code request}, with a To tag. */
    void answer(String request, int status, String tag) throws IOException {
        send(Phone.response(request, status, tag));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
