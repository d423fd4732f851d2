package org.waypost.itest.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Registers and refreshes many AoRs over UDP at a steady rate and keeps book of what was acknowledged. As a phone does,
 * it repeats a request that is not answered within half a second, and refreshes an AoR only after the request before
 * was answered.
 */
public final class LoadDriver implements AutoCloseable {

    private static final long RETRANSMIT = Duration.ofMillis(500).toNanos();
    private static final long GIVE_UP = Duration.ofSeconds(16).toNanos();

    private final String prefix;
    private final String contactParameters;
    private final String headers;
    private final int[] cseq;
    private final long[] firstSent;
    private final long[] lastSent;
    private final BitSet open = new BitSet();
    private final BitSet acknowledged = new BitSet();
    private final Map<Integer, Long> replies = new TreeMap<>();
    private final DatagramSocket socket;
    private final int localPort;
    private final InetSocketAddress server;
    private final Thread sender = new Thread(this::sendAll, "load sender");
    private final Thread receiver = new Thread(this::receiveAll, "load receiver");
    private final long gap;
    private long withoutRetryAfter;
    private long sent;
    private volatile boolean stopping;

    /** Starts to send. {@code prefix} is the beginning of the users' names. */
    public LoadDriver(int port, String prefix, int aors, int perSecond) {
        this(port, prefix, aors, perSecond, "");
    }

    /**
     * The same with further parameters and headers.
     *
     * @param contactParameters what follows the URI of each contact
     * @param headers further header lines
     */
    public LoadDriver(int port, String prefix, int aors, int perSecond, String contactParameters, String... headers) {
        this.prefix = prefix;
        this.contactParameters = contactParameters;
        this.headers = Stream.of(headers).map(line -> line + "\r\n").collect(Collectors.joining());
        this.gap = 1_000_000_000L / perSecond;
        cseq = new int[aors];
        firstSent = new long[aors];
        lastSent = new long[aors];
        server = new InetSocketAddress("127.0.0.1", port);
        try {
            socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
            socket.setReceiveBufferSize(4 << 20);
            localPort = socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sender.start();
        receiver.start();
    }

    /** The user of an AoR. */
    public String user(int aor) {
        return prefix + aor;
    }

    /** The contact that AoR registers. */
    public String contact(int aor) {
        return "sip:" + user(aor) + "@127.0.0.1:" + localPort;
    }

    /** Waits until {@code count} more requests were answered 200. */
    public void awaitAccepted(long count, Duration limit) {
        long goal = accepted() + count;
        WaypostContainer.await(count + " more accepted requests", limit, () -> accepted() >= goal);
    }

    /** Number of 200 so far. */
    public synchronized long accepted() {
        return replies.getOrDefault(200, 0L);
    }

    /** Number of replies by status so far. */
    public synchronized Map<Integer, Long> replies() {
        return new TreeMap<>(replies);
    }

    /** Number of 5xx replies without Retry-After. */
    public synchronized long withoutRetryAfter() {
        return withoutRetryAfter;
    }

    /** Number of requests sent, repetitions not counted. */
    public synchronized long sent() {
        return sent;
    }

    /** The AoRs that a 200 was received for. */
    public synchronized BitSet acknowledged() {
        return (BitSet) acknowledged.clone();
    }

    /** Sends no new requests, repeats the open ones until they are answered, and returns how many never were. */
    public int finish() throws InterruptedException {
        stopping = true;
        sender.join();
        socket.close();
        receiver.join();
        return open.cardinality();
    }

    private void sendAll() {
        long next = System.nanoTime();
        long rest = 0;
        for (int aor = 0; !stopping; aor = (aor + 1) % cseq.length) {
            send(aor);
            next += gap;
            long ahead = next - System.nanoTime();
            if (ahead > 0) {
                LockSupport.parkNanos(ahead);
            } else if (ahead < -Duration.ofMillis(200).toNanos()) {
                next = System.nanoTime(); // after a pause of this machine: no burst to make up for it
            }
        }
        while (openRequests() > 0 && rest < GIVE_UP) {
            LockSupport.parkNanos(RETRANSMIT / 5);
            rest += RETRANSMIT / 5;
            for (int aor = 0; aor < cseq.length; aor++) {
                repeat(aor);
            }
        }
    }

    private synchronized int openRequests() {
        return open.cardinality();
    }

    private void send(int aor) {
        synchronized (this) {
            if (!open.get(aor)) {
                open.set(aor);
                cseq[aor]++;
                firstSent[aor] = System.nanoTime();
                lastSent[aor] = 0;
                sent++;
            }
        }
        repeat(aor);
    }

    private void repeat(int aor) {
        long now = System.nanoTime();
        int number;
        synchronized (this) {
            if (!open.get(aor) || (lastSent[aor] != 0 && now - lastSent[aor] < RETRANSMIT)) {
                return;
            }
            lastSent[aor] = now;
            number = cseq[aor];
        }
        String text = """
                REGISTER sip:waypost.test SIP/2.0\r
                Via: SIP/2.0/UDP 127.0.0.1:%1$d;branch=z9hG4bKload%2$d.%3$d\r
                Max-Forwards: 70\r
                From: <sip:%4$s@waypost.test>;tag=%2$d\r
                To: <sip:%4$s@waypost.test>\r
                Call-ID: %2$d@load\r
                CSeq: %3$d REGISTER\r
                Contact: <%5$s>%6$s\r
                %7$sExpires: 3600\r
                Content-Length: 0\r
                \r
                """.formatted(localPort, aor, number, user(aor), contact(aor), contactParameters, headers);
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        try {
            socket.send(new DatagramPacket(octets, octets.length, server));
        } catch (IOException e) {
            // the port is closed for a moment or for good: the missing answer will tell
        }
    }

    private void receiveAll() {
        byte[] buffer = new byte[65536];
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
            } catch (IOException e) {
                continue;
            }
            record(new String(buffer, 0, packet.getLength(), StandardCharsets.US_ASCII));
        }
    }

    private synchronized void record(String reply) {
        int status = Integer.parseInt(reply.substring(8, 11));
        int callId = reply.indexOf("\r\nCall-ID: ") + 11;
        int aor = Integer.parseInt(reply.substring(callId, reply.indexOf('@', callId)));
        int line = reply.indexOf("\r\nCSeq: ") + 8;
        int number = Integer.parseInt(reply.substring(line, reply.indexOf(' ', line)));
        if (number != cseq[aor] || !open.get(aor)) {
            return; // the answer to a repetition of what was answered before
        }
        open.clear(aor);
        replies.merge(status, 1L, Long::sum);
        if (status == 200) {
            acknowledged.set(aor);
        } else if (status >= 500 && !reply.contains("\r\nRetry-After: ")) {
            withoutRetryAfter++;
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopping = true;
        socket.close();
        sender.join();
        receiver.join();
    }
}
