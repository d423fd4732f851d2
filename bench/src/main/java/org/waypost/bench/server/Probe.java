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
import java.util.List;
import java.util.function.BooleanSupplier;

/** Asks a server that is starting, again and again, until it does what it should. */
public final class Probe {

    private static final int INTERVAL_MILLIS = 10;
    private static final String CONTACT = "Contact: <sip:probe@127.0.0.1:%d>\r\nExpires: 3600\r\n";

    private final InetSocketAddress target;
    private final List<String> users;
    private final boolean registers;

    private Probe(InetSocketAddress target, List<String> users, boolean registers) {
        this.target = target;
        this.users = List.copyOf(users);
        this.registers = registers;
    }

    /** Content when a phone is registered, or its REGISTER sent back by an echo. */
    public static Probe registers(InetSocketAddress target) {
        return new Probe(target, List.of("probe"), true);
    }

    /** Content when each of these users has been listed with a contact; nobody is registered. */
    public static Probe lists(InetSocketAddress target, List<String> users) {
        return new Probe(target, users, false);
    }

    /** Sends a REGISTER every 10 ms until all is well. False if it was not in that time. */
    boolean await(Duration patience, BooleanSupplier alive) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.connect(target);
            socket.setSoTimeout(INTERVAL_MILLIS);
            int well = 0;
            for (int cseq = 1; System.nanoTime() < deadline && alive.getAsBoolean(); cseq++) {
                well += answers(socket, users.get(well), cseq) ? 1 : 0;
                if (well == users.size()) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean answers(DatagramSocket socket, String user, int cseq) throws IOException {
        byte[] request = request(user, socket.getLocalPort(), cseq).getBytes(StandardCharsets.ISO_8859_1);
        DatagramPacket reply = new DatagramPacket(new byte[65_536], 65_536);
        long sent = System.nanoTime();
        try {
            socket.send(new DatagramPacket(request, request.length));
            socket.receive(reply);
        } catch (SocketTimeoutException e) {
            return false;
        } catch (PortUnreachableException e) {
            pause(sent);
            return false;
        }
        String text = new String(reply.getData(), 0, reply.getLength(), StandardCharsets.ISO_8859_1);
        boolean well = text.startsWith("SIP/2.0 200 ") && text.contains("\nContact: ")
                || registers && text.startsWith("REGISTER ");
        if (!well) {
            pause(sent);
        }
        return well;
    }

    private static void pause(long sent) {
        try {
            Thread.sleep(Math.max(0, INTERVAL_MILLIS - (System.nanoTime() - sent) / 1_000_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String request(String user, int port, int cseq) {
        return """
                REGISTER sip:bench.example SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:%2$d;rport;branch=z9hG4bKprobe%3$d
                Max-Forwards: 70
                From: <sip:%1$s@bench.example>;tag=probe
                To: <sip:%1$s@bench.example>
                Call-ID: probe-%2$d
                CSeq: %3$d REGISTER
                %4$sContent-Length: 0

                """.formatted(user, port, cseq, registers ? CONTACT.formatted(port) : "")
                .replace("\r", "")
                .replace("\n", "\r\n");
    }
}
