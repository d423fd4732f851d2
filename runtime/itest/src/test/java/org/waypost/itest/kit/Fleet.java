package org.waypost.itest.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Phones that register at a steady rate and are called meanwhile, with a book of what was promised to them. Each has an instance of
 * its own and moves with every REGISTER, to a contact that says how often it has moved ({@code sip:alice7@127.0.0.1:40000;move=3}) and
 * takes the place of the one before. So what a call must ring and a query must list is known whenever one is sent: the contact last
 * promised with a 200, or one asked for since. Requests are repeated after half a second without an answer.
 */
public final class Fleet implements AutoCloseable {

    private static final long REPEAT = Duration.ofMillis(500).toNanos();
    private static final Duration GIVE_UP = Duration.ofSeconds(20);
    private static final Pattern MOVE = Pattern.compile("<sip:[^>]*;move=(\\d+)>[^,]*<id-(\\d+)-(\\d+)>");

    private final String prefix;
    private final int aors;
    private final int phones;
    private final PhoneBook book;
    private final long[] registerSent;
    private final long[] callSent;
    private final DatagramSocket socket;
    private final int localPort;
    private final InetSocketAddress server;
    private final SplittableRandom random = new SplittableRandom(20261123);
    private final Thread receiver = new Thread(this::receiveAll, "fleet receiver");
    private Thread sender;
    private volatile boolean stopping;
    private volatile boolean closing;

    /** One phone for each of {@code phones} AoRs, whose users are {@code prefix} and a number. */
    public Fleet(int port, String prefix, int phones) {
        this(port, prefix, phones, phones);
    }

    /** {@code phones} phones that share {@code aors} AoRs. */
    public Fleet(int port, String prefix, int phones, int aors) {
        this.prefix = prefix;
        this.aors = aors;
        this.phones = phones;
        book = new PhoneBook(phones);
        registerSent = new long[phones];
        callSent = new long[phones];
        server = new InetSocketAddress("127.0.0.1", port);
        try {
            socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
            socket.setReceiveBufferSize(4 << 20);
            socket.setSoTimeout(100);
            localPort = socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        receiver.start();
    }

    /** Registers every phone once, as fast as the registrar answers with {@code window} requests under way. */
    public void registerAll(int window, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        long repeated = System.nanoTime();
        for (int phone = 0; phone < phones || book.open() > 0; ) {
            if (phone < phones && book.open() < window) {
                register(phone++);
                continue;
            }
            LockSupport.parkNanos(50_000);
            if (System.nanoTime() - repeated > REPEAT) {
                repeatOpen();
                repeated = System.nanoTime();
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("after " + limit + " " + phone + " phones have sent a REGISTER, " + book.open()
                        + " are not answered; replies " + book.registerReplies());
            }
        }
    }

    /** Begins to send, until {@link #finish} or {@link #abandon}. */
    public void start(int registersPerSecond, int callsPerSecond) {
        stopping = false;
        sender = new Thread(() -> sendAll(registersPerSecond, callsPerSecond), "fleet sender");
        sender.start();
    }

    /** Waits until {@code count} more REGISTERs were answered 200. */
    public void awaitAccepted(long count, Duration limit) {
        long goal = book.answered(200) + count;
        WaypostContainer.await(count + " more REGISTERs with 200", limit, () -> book.answered(200) >= goal);
    }

    /** Sends nothing new, repeats what is not answered until it is, and returns how many requests never were. */
    public int finish() throws InterruptedException {
        stopping = true;
        sender.join();
        long end = System.nanoTime() + GIVE_UP.toNanos();
        while (book.open() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(REPEAT / 5);
            repeatOpen();
        }
        return book.open();
    }

    /** Sends nothing any more. What has come in is read to the end by {@link #close}. */
    public void abandon() throws InterruptedException {
        stopping = true;
        sender.join();
    }

    /** Asks a registrar for the contacts of every AoR and notes what is not as promised. */
    public void checkAt(int port) {
        try (SipClient client = SipClient.udp("127.0.0.1", port)) {
            for (int aor = 0; aor < aors; aor++) {
                SipMessage reply = client.ask(Texts.query(client, prefix + aor));
                if (reply.status() != 200) {
                    throw new AssertionError("asked for the contacts of " + prefix + aor + ": " + reply.text());
                }
                Matcher contact = MOVE.matcher(String.join(",", reply.all("Contact")));
                List<List<Integer>> moves = new ArrayList<>();
                for (int phone = aor; phone < phones; phone += aors) {
                    moves.add(new ArrayList<>());
                }
                while (contact.find()) {
                    if (Integer.parseInt(contact.group(2)) == localPort) {
                        moves.get(Integer.parseInt(contact.group(3)) / aors).add(Integer.valueOf(contact.group(1)));
                    }
                }
                for (int i = 0; i < moves.size(); i++) {
                    book.listed(aor + i * aors, moves.get(i));
                }
            }
        }
    }

    /** Number of phones that were promised something. */
    public int promised() {
        int count = 0;
        for (int phone = 0; phone < phones; phone++) {
            count += book.promised(phone) > 0 ? 1 : 0;
        }
        return count;
    }

    /** Number of final replies to REGISTERs, by status. */
    public Map<Integer, Long> registerReplies() {
        return book.registerReplies();
    }

    /** Number of final replies to calls, by status. */
    public Map<Integer, Long> callReplies() {
        return book.callReplies();
    }

    /** The first few calls and queries that did not come out as promised. */
    public List<String> wrong() {
        return book.wrong();
    }

    /** Number of 5xx replies to REGISTERs without Retry-After. */
    public long withoutRetryAfter() {
        return book.withoutRetryAfter();
    }

    private void sendAll(int registersPerSecond, int callsPerSecond) {
        long registerGap = 1_000_000_000L / registersPerSecond;
        long callGap = callsPerSecond == 0 ? Long.MAX_VALUE / 4 : 1_000_000_000L / callsPerSecond;
        long start = System.nanoTime();
        long nextRegister = start;
        long nextCall = start + callGap;
        long nextRepeat = start + REPEAT / 5;
        int phone = 0;
        while (!stopping) {
            long now = System.nanoTime();
            if (now >= nextRegister) {
                register(phone);
                phone = (phone + 1) % phones;
                nextRegister = Math.max(nextRegister + registerGap, now - REPEAT / 5); // no burst after a pause
            } else if (now >= nextCall) {
                // every other call to a phone that registers at about this time
                call(random.nextBoolean() ? random.nextInt(phones) : (phone + random.nextInt(20)) % phones);
                nextCall = Math.max(nextCall + callGap, now - REPEAT / 5);
            } else if (now >= nextRepeat) {
                repeatOpen();
                nextRepeat = now + REPEAT / 5;
            } else {
                LockSupport.parkNanos(Math.min(Math.min(nextRegister, nextCall), nextRepeat) - now);
            }
        }
    }

    private void repeatOpen() {
        long now = System.nanoTime();
        book.registering().stream()
                .filter(phone -> now - registerSent[phone] >= REPEAT)
                .forEach(phone -> {
                    registerSent[phone] = now;
                    send(registerText(phone, book.move(phone)));
                });
        book.calling().stream().filter(phone -> now - callSent[phone] >= REPEAT).forEach(phone -> {
            callSent[phone] = now;
            send(callText(phone, book.callNumber(phone)));
        });
    }

    private void register(int phone) {
        int move = book.register(phone);
        if (move > 0) {
            registerSent[phone] = System.nanoTime();
            send(registerText(phone, move));
        }
    }

    private void call(int phone) {
        int call = book.call(phone);
        if (call > 0) {
            callSent[phone] = System.nanoTime();
            send(callText(phone, call));
        }
    }

    private String user(int phone) {
        return prefix + phone % aors;
    }

    private String registerText(int phone, int move) {
        String user = user(phone);
        return "REGISTER sip:waypost.test SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:" + localPort + ";branch=z9hG4bKfleet"
                + phone
                + "." + move + "\r\nMax-Forwards: 70\r\nFrom: <sip:" + user + "@waypost.test>;tag=" + phone
                + "\r\nTo: <sip:"
                + user + "@waypost.test>\r\nCall-ID: " + phone + "@" + prefix + localPort + "\r\nCSeq: " + move
                + " REGISTER\r\nContact: <sip:" + user + "@127.0.0.1:" + localPort + ";move=" + move
                + ">;+sip.instance=\"<id-" + localPort + "-" + phone
                + ">\"\r\nExpires: 3600\r\nContent-Length: 0\r\n\r\n";
    }

    private String callText(int phone, int call) {
        String user = user(phone);
        return "MESSAGE sip:" + user + "@127.0.0.1:" + server.getPort() + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:"
                + localPort
                + ";branch=z9hG4bKcall" + phone + "." + call
                + "\r\nMax-Forwards: 70\r\nFrom: <sip:caller@waypost.test>;tag="
                + call + "\r\nTo: <sip:" + user + "@waypost.test>\r\nCall-ID: " + phone + "-" + call + "@call"
                + localPort + "\r\nCSeq: " + call + " MESSAGE\r\nContent-Length: 0\r\n\r\n";
    }

    private void send(String text) {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        try {
            socket.send(new DatagramPacket(octets, octets.length, server));
        } catch (IOException e) {
            // the port is closed for a moment or for good: the missing answer will tell
        }
    }

    private void receiveAll() {
        byte[] buffer = new byte[65536];
        while (true) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                received(SipMessage.parse(new String(buffer, 0, packet.getLength(), StandardCharsets.US_ASCII)));
            } catch (SocketTimeoutException e) {
                if (closing) {
                    return; // and all that had come was read
                }
            } catch (IOException e) {
                if (socket.isClosed()) {
                    return;
                }
            }
        }
    }

    private void received(SipMessage message) {
        if (!message.isReply()) {
            rang(message);
            return;
        }
        if (!message.isFinal()) {
            return;
        }
        int number = Integer.parseInt(message.header("CSeq").orElseThrow().split(" ")[0]);
        String callId = message.header("Call-ID").orElseThrow();
        if (message.method().equals("REGISTER")) {
            int phone = Integer.parseInt(callId.substring(0, callId.indexOf('@')));
            book.registered(
                    phone,
                    number,
                    message.status(),
                    message.header("Retry-After").isPresent());
        } else {
            book.called(Integer.parseInt(callId.substring(0, callId.indexOf('-'))), number, message.status());
        }
    }

    private void rang(SipMessage call) {
        String callId = call.header("Call-ID").orElseThrow();
        int phone = Integer.parseInt(callId.substring(0, callId.indexOf('-')));
        int number = Integer.parseInt(call.header("CSeq").orElseThrow().split(" ")[0]);
        Matcher move = Pattern.compile(";move=(\\d+)").matcher(call.startLine());
        book.rang(phone, number, move.find() ? Integer.parseInt(move.group(1)) : 0);
        send(Texts.ok(call).replace("\n", "\r\n"));
    }

    /** Reads what has come, then closes the socket. */
    @Override
    public void close() throws InterruptedException {
        stopping = true;
        closing = true;
        if (sender != null) {
            sender.join();
        }
        receiver.join();
        socket.close();
    }
}
