package org.waypost.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.waypost.itest.kit.Noise;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.WaypostContainer;

/**
 * Random and truncated input: no thread dies, memory comes back, the log stays short, and the next phone is answered.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RobustnessIT {

    private static final int DATAGRAMS = 95_000;
    private static final int STREAMS = 5_000;
    private static final int LOG_LINES = 300;
    private static final long HEAP_TOLERANCE = 8L << 20;

    /** A Java thread in a thread dump; those of the JVM itself come and go with the load. */
    private static final Pattern THREAD = Pattern.compile("(?m)^\"((?!Attach|C1 |C2 )[^\"]+)\" #");

    private static WaypostContainer waypost;
    private static Set<String> threads;
    private static long heap;
    private static long logLines;

    @BeforeAll
    static void start() {
        waypost = WaypostContainer.start();
        // What garbled REGISTERs store is gone two seconds later; what is relayed stays on this machine.
        waypost.exec("cfg:set registrar max_expires 2");
        try (SipClient phone = waypost.udp();
                SipClient connected = waypost.tcp()) {
            assertAnswered(phone, "warm-up-udp");
            assertAnswered(connected, "warm-up-tcp");
            phone.ask(Texts.message(phone, Noise.TARGET, waypost.port(), "hi"));
        }
        threads = threads();
        heap = liveBytes();
        logLines = waypost.log().lines().count();
    }

    @AfterAll
    static void stop() {
        waypost.close();
    }

    @Test
    @Order(1)
    void survivesDatagrams() {
        Noise noise = new Noise(20261122);
        try (SipClient sender = waypost.udp();
                SipClient phone = waypost.udp()) {
            for (int i = 0; i < DATAGRAMS; i++) {
                if (i % 100 == 0) {
                    assertAnswered(phone, "between-datagrams"); // and nothing overflows the socket's buffer meanwhile
                }
                if (i % 10_000 == 0) {
                    target(phone);
                }
                sender.send(noise.next());
            }
        }
        long read = Stream.of("rcv_requests", "rcv_replies", "rcv_keepalives", "drop_requests")
                .mapToLong(name -> waypost.statistic("core:" + name))
                .sum();
        assertThat(read).as("datagrams that were read").isGreaterThan(DATAGRAMS * 95 / 100);
        assertUnharmed();
    }

    @Test
    @Order(2)
    void survivesStreams() throws IOException {
        Noise noise = new Noise(20261123);
        try (SipClient phone = waypost.tcp()) {
            for (int i = 0; i < STREAMS; i++) {
                if (i % 100 == 0) {
                    assertAnswered(phone, "between-streams");
                }
                stream(noise, 1 + i % 4);
            }
        }
        assertUnharmed();
    }

    @Test
    @Order(3)
    void givesTheMemoryBack() {
        WaypostContainer.await(
                "the heap is at most %d KB above its level of %d KB".formatted(HEAP_TOLERANCE >> 10, heap >> 10),
                Duration.ofSeconds(90), // transactions of relayed noise live for half a minute
                () -> liveBytes() < heap + HEAP_TOLERANCE);
    }

    private static void stream(Noise noise, int messages) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", waypost.port())) {
            for (int i = 0; i < messages; i++) {
                socket.getOutputStream().write(noise.next());
            }
        } catch (IOException e) {
            // the server may hang up on nonsense at any time
            assertThat(waypost.isAlive()).isTrue();
        }
    }

    /** Registers a device on a loopback port nobody listens on, as the one that noise may be relayed to. */
    private static void target(SipClient phone) {
        phone.send(Texts.register(phone, Noise.TARGET, 1, "Contact: <sip:noise@127.0.0.1:9>"));
    }

    private static void assertUnharmed() {
        try (SipClient udp = waypost.udp();
                SipClient tcp = waypost.tcp()) {
            assertAnswered(udp, "right-after-udp");
            assertAnswered(tcp, "right-after-tcp");
        }
        assertThat(threads()).containsAll(threads);
        assertThat(waypost.log().lines().count() - logLines)
                .as(() -> "lines in the log:\n" + tail(waypost.log()))
                .isLessThan(LOG_LINES);
        assertThat(waypost.log()).doesNotContain("OutOfMemoryError");
    }

    private static void assertAnswered(SipClient phone, String user) {
        String contact = "sip:" + user + "@127.0.0.1:" + phone.localPort();
        int cseq = (int) (System.nanoTime() / 1_000_000 & 0x3FFFFFFF);
        assertThat(phone.ask(Texts.register(phone, user, cseq, "Contact: <" + contact + ">"))
                        .expiresOf(contact))
                .isPresent();
    }

    private static Set<String> threads() {
        Matcher matcher = THREAD.matcher(waypost.jcmd("Thread.print"));
        return matcher.results().map((MatchResult found) -> found.group(1)).collect(Collectors.toSet());
    }

    /** Octets of the objects that are reachable. */
    private static long liveBytes() {
        Matcher total = Pattern.compile("Total\\s+\\d+\\s+(\\d+)").matcher(waypost.jcmd("GC.class_histogram"));
        assertThat(total.find()).isTrue();
        return Long.parseLong(total.group(1));
    }

    private static String tail(String log) {
        return log.lines().skip(Math.max(0, log.lines().count() - 40)).collect(Collectors.joining("\n"));
    }
}
