package org.waypost.proxy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waypost.sip.Branch;

/** A SIP device on a UDP socket of the loopback, as simple as a test wants it. */
final class Phone implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final int PATIENCE_MILLIS = 5000;

    private final DatagramSocket socket;
    private final InetSocketAddress server;

    Phone(int serverPort) throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
    }

    int port() {
        return socket.getLocalPort();
    }

    String contact(String user) {
        return "sip:" + user + "@127.0.0.1:" + port();
    }

    Branch branch(String user) {
        return Branch.to(contact(user));
    }

    /** A request to {@code user} at the server; a new branch and Call-ID each time. */
    String request(String method, String user) {
        int number = COUNT.incrementAndGet();
        return method + " sip:" + user + "@127.0.0.1 SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 127.0.0.1:" + port() + ";branch=z9hG4bKt" + number + ";rport\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: \"Caller\" <sip:caller@127.0.0.1>;tag=c" + number + "\r\n"
                + "To: <sip:" + user + "@127.0.0.1>\r\n"
                + "Call-ID: call" + number + "\r\n"
                + "CSeq: 1 " + method + "\r\n"
                + "X-Unknown-Header:  kept  as it is \r\n"
                + "Content-Type: text/plain\r\n"
                + "Content-Length: 5\r\n\r\nhello";
    }

    void send(String message) throws IOException {
        byte[] octets = message.getBytes(StandardCharsets.ISO_8859_1);
        socket.send(new DatagramPacket(octets, octets.length, server));
    }

    /** The next message; fails if none comes in time. */
    String receive() throws IOException {
        return receive(PATIENCE_MILLIS).orElseThrow(() -> new AssertionError("nothing came"));
    }

    /** The next message whose first line contains {@code text}, others being skipped. */
    String receive(String text) throws IOException {
        while (true) {
            String message = receive();
            if (message.lines().findFirst().orElse("").contains(text)) {
                return message;
            }
        }
    }

    Optional<String> receive(int millis) throws IOException {
        socket.setSoTimeout(millis);
        DatagramPacket packet = new DatagramPacket(new byte[65535], 65535);
        try {
            socket.receive(packet);
            return Optional.of(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1));
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        }
    }

    /** Sends a response to {@code request}, with a To tag. */
    void answer(String request, int status, String tag) throws IOException {
        send(response(request, status, tag));
    }

    static String response(String request, int status, String tag) {
        StringBuilder text = new StringBuilder("SIP/2.0 " + status + " Because\r\n");
        for (String name : new String[] {"Via", "From", "To", "Call-ID", "CSeq"}) {
            Matcher header = Pattern.compile("(?m)^" + name + ": .*$").matcher(request);
            while (header.find()) {
                text.append(header.group().trim());
                text.append(name.equals("To") && !header.group().contains("tag=") ? ";tag=" + tag : "");
                text.append("\r\n");
            }
        }
        return text.append("X-Answer: yes\r\nContent-Length: 2\r\n\r\nok").toString();
    }

    static String header(String message, String name) {
        Matcher header = Pattern.compile("(?md)^" + name + ": *(.*?) *\r$").matcher(message);
        return header.find() ? header.group(1) : "";
    }

    @Override
    public void close() {
        socket.close();
    }
}
