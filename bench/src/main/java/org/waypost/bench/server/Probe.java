package org.waypost.bench.server;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Asks a server that is starting, again and again, whether it registers a phone. */
final class Probe {

    private static final int INTERVAL_MILLIS = 10;

    private final InetSocketAddress target;

    Probe(InetSocketAddress target) {
        this.target = target;
    }

    /** Sends a REGISTER every 10 ms until one is answered 200 (or sent back by an echo). False if none was in that time. */
    boolean await(Duration patience, BooleanSupplier alive) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.connect(target);
            socket.setSoTimeout(INTERVAL_MILLIS);
            for (int cseq = 1; System.nanoTime() < deadline && alive.getAsBoolean(); cseq++) {
                if (answers(socket, cseq)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean answers(DatagramSocket socket, int cseq) throws IOException {
        byte[] request = request(socket.getLocalPort(), cseq).getBytes(StandardCharsets.ISO_8859_1);
        DatagramPacket reply = new DatagramPacket(new byte[65_536], 65_536);
        long sent = System.nanoTime();
        try {
            socket.send(new DatagramPacket(request, request.length));
            socket.receive(reply);
        } catch (SocketTimeoutException e) {
            return false;
        } catch (PortUnreachableException e) {
            pause(INTERVAL_MILLIS - (System.nanoTime() - sent) / 1_000_000);
            return false;
        }
        String text = new String(reply.getData(), 0, reply.getLength(), StandardCharsets.ISO_8859_1);
        return text.startsWith("SIP/2.0 200 ") || text.startsWith("REGISTER ");
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(Math.max(0, millis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String request(int port, int cseq) {
        return """
                REGISTER sip:bench.example SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:%1$d;rport;branch=z9hG4bKprobe%2$d
                Max-Forwards: 70
                From: <sip:probe@bench.example>;tag=probe
                To: <sip:probe@bench.example>
                Call-ID: probe-%1$d
                CSeq: %2$d REGISTER
                Contact: <sip:probe@127.0.0.1:%1$d>
                Expires: 3600
                Content-Length: 0

                """.formatted(port, cseq).replace("\n", "\r\n");
    }
}
