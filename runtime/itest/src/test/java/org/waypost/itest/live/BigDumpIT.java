package org.waypost.itest.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.waypost.control.client.Frame;
import org.waypost.control.client.SocketPath;
import org.waypost.itest.kit.Fleet;
import org.waypost.itest.kit.Soak;
import org.waypost.itest.kit.WaypostContainer;

/** A dump of all contacts is sent as it is made, as fast as it is read, and ends when nobody reads it any more. */
class BigDumpIT {

    private static final int CONTACTS = Soak.choose(20_000, 1_000_000);
    private static final Duration PATIENCE = Duration.ofMinutes(Soak.choose(1, 8));
    private static final long FEW_BYTES = 4 << 20;

    /** Room for the contacts and the server, but not for the text of the dump, which is longer. */
    private static final String HEAP = Soak.ON ? "-Xmx1100m" : "-Xmx80m";

    /** Stands in the URI of each contact; a few are cut in two by frames. */
    private static final Pattern MOVE = Pattern.compile(";move=");

    private static final Pattern LIVE = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    /** The output of a command as it comes. */
    private static final class Output implements AutoCloseable {

        private final SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        private long octets;
        private long contacts;
        private String end = "";

        Output(WaypostContainer waypost, String command) throws IOException {
            channel.connect(UnixDomainSocketAddress.of(SocketPath.of(waypost.data())));
            Frame.of(Frame.EXEC, command).writeTo(channel);
        }

        /** Reads until that many contacts have come, or to the end. */
        void read(long wanted) throws IOException {
            Optional<Frame> frame = Optional.empty();
            while (contacts < wanted && (frame = Frame.readFrom(channel)).isPresent()) {
                String text = frame.get().text();
                octets += text.length();
                contacts += MOVE.matcher(text).results().count();
                if (frame.get().type() == Frame.EXIT) {
                    return;
                }
                end = text;
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    @Test
    void streamsInConstantMemoryAndEndsWithItsReader() throws Exception {
        try (WaypostContainer waypost = WaypostContainer.startWith(HEAP);
                Fleet fleet = new Fleet(waypost.port(), "phone", CONTACTS)) {
            fleet.registerAll(128, PATIENCE);
            long before = live(waypost);
            long held;
            Output dump = new Output(waypost, "ul:dump");
            try (dump) {
                dump.read(CONTACTS / 4);
                held = live(waypost);
                dump.read(Long.MAX_VALUE);
            }
            System.out.printf(
                    "BigDumpIT: %,d contacts, dump of %,d octets, live %,d before and %,d while it is not read%n",
                    CONTACTS, dump.octets, before, held);
            assertThat(dump.end).contains("Records: " + CONTACTS + ", contacts: " + CONTACTS);
            assertThat(held - before).as("bytes that wait for the reader").isLessThan(FEW_BYTES);

            try (Output abandoned = new Output(waypost, "ul:dump")) {
                abandoned.read(1);
                assertThat(waypost.jcmd("Thread.print")).contains("\"waypost exec\"");
            }
            long since = System.nanoTime();
            WaypostContainer.await(
                    "the abandoned dump has ended",
                    Duration.ofSeconds(10),
                    () -> !waypost.jcmd("Thread.print").contains("\"waypost exec\""));
            System.out.println("BigDumpIT: ended "
                    + Duration.ofNanos(System.nanoTime() - since).toMillis() + " ms after its reader had gone");
            assertThat(waypost.log()).doesNotContain("OutOfMemoryError", "Exception");
        }
    }

    private static long live(WaypostContainer waypost) {
        Matcher total = LIVE.matcher(waypost.jcmd("GC.class_histogram"));
        assertThat(total.find()).isTrue();
        return Long.parseLong(total.group(1));
    }
}
