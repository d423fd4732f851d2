package org.waypost.sip.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.sip.Octets;
import org.waypost.sip.transport.tcp.StreamFramer.Fault;

class StreamFramerTest {

    private static final int LARGEST = 2000;
    private static final String EMPTY = "OPTIONS sip:a SIP/2.0\r\nVia: x\r\nContent-Length: 0\r\n\r\n";
    private static final String BODY = "MESSAGE sip:a SIP/2.0\r\nl : 12\r\nVia: x\r\n\r\nhello\r\n\r\nyou";
    private static final String FEEDS = "OPTIONS sip:b SIP/2.0\nCONTENT-LENGTH:  3 \nVia: x\n\nabc";

    private final Recorder found = new Recorder();
    private final StreamFramer framer = new StreamFramer(found);

    private static final class Recorder implements StreamFramer.Sink {
        private final List<String> messages = new ArrayList<>();
        private String endless = "";
        private int pings;
        private boolean enough;

        @Override
        public boolean message(byte[] message) {
            messages.add(new String(message, StandardCharsets.ISO_8859_1));
            return !enough;
        }

        @Override
        public void endless(Octets beginning) {
            endless = beginning.toString();
        }

        @Override
        public void ping() {
            pings++;
        }
    }

    private Fault feed(String text) {
        byte[] octets = ("#" + text).getBytes(StandardCharsets.ISO_8859_1);
        return framer.feed(octets, 1, octets.length - 1, LARGEST);
    }

    @Test
    void findsMessagesWhereverTheStreamIsCut() {
        String stream = EMPTY + "\r\n\r\n" + BODY + FEEDS + "\r\n" + EMPTY;
        for (int first = 0; first <= stream.length(); first++) {
            Recorder recorder = new Recorder();
            StreamFramer cut = new StreamFramer(recorder);
            byte[] octets = stream.getBytes(StandardCharsets.ISO_8859_1);
            assertThat(cut.feed(octets, 0, first, LARGEST)).isEqualTo(Fault.NONE);
            assertThat(cut.feed(octets, first, octets.length - first, LARGEST)).isEqualTo(Fault.NONE);
            assertThat(recorder.messages).as("cut at %d", first).containsExactly(EMPTY, BODY, FEEDS, EMPTY);
            assertThat(recorder.pings).as("cut at %d", first).isEqualTo(1);
            assertThat(cut.held()).isZero();
        }
    }

    @Test
    void findsMessagesInRandomChunks() {
        Random random = new Random(3);
        String stream = (EMPTY + BODY + "\r\n\r\n" + FEEDS).repeat(200);
        byte[] octets = stream.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at < octets.length; ) {
            int length = Math.min(octets.length - at, random.nextInt(random.nextBoolean() ? 3 : 400));
            assertThat(framer.feed(octets, at, length, LARGEST)).isEqualTo(Fault.NONE);
            at += length;
        }
        assertThat(found.messages).hasSize(600).containsOnly(EMPTY, BODY, FEEDS);
        assertThat(found.pings).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\r\n\r\n\r\n", "\n\n", "\r\n \r\n", "\r\r\n\r\n\r"})
    void answersEachPairOfLineEnds(String text) {
        feed(text);
        assertThat(found.pings).isEqualTo(text.replace(" ", "#").split("\r\n\r\n", -1).length - 1);
        assertThat(feed(EMPTY)).isEqualTo(Fault.NONE);
        assertThat(found.messages).containsExactly(EMPTY);
    }

    @Test
    void doesNotPairALineEndWithOneAfterAMessage() {
        feed("\r\n" + EMPTY + "\r\n");
        assertThat(found.pings).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo\r\n\r\n",
                "OPTIONS sip:a SIP/2.0\r\nVia: x\r\n\r\n",
                "OPTIONS sip:a SIP/2.0\r\nContent-Length: x\r\n\r\n",
                "OPTIONS sip:a SIP/2.0\r\nContent-Length: -1\r\n\r\n",
                "OPTIONS sip:a SIP/2.0\r\nContent-Length:\r\n\r\n",
                "OPTIONS sip:a SIP/2.0\r\nxl: 0\r\nX: l: 0\r\n\r\n"
            })
    void givesUpWithoutALength(String text) {
        assertThat(feed(text)).isEqualTo(Fault.NO_LENGTH);
        assertThat(found.messages).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2000", "65536", "2147483647", "99999999999999999"})
    void refusesALengthBeyondTheLimitBeforeTheBodyComes(String length) {
        assertThat(feed("OPTIONS sip:a SIP/2.0\r\nl: " + length + "\r\n\r\n")).isEqualTo(Fault.TOO_LARGE);
    }

    @Test
    void refusesALengthThatIsNoLong() {
        assertThat(feed("OPTIONS sip:a SIP/2.0\r\nl: 99999999999999999999\r\n\r\n"))
                .isEqualTo(Fault.NO_LENGTH);
    }

    @Test
    void refusesHeadersWithoutEnd() {
        assertThat(feed("OPTIONS sip:a SIP/2.0\r\nX: ")).isEqualTo(Fault.NONE);
        Fault fault = Fault.NONE;
        int fed = 0;
        for (; fault == Fault.NONE && fed < 10 * LARGEST; fed += 100) {
            fault = feed("a".repeat(100));
        }
        assertThat(fault).isEqualTo(Fault.TOO_LARGE);
        assertThat(fed).isLessThanOrEqualTo(LARGEST);
    }

    @Test
    void acceptsAMessageOfTheLargestSize() {
        String head = "OPTIONS sip:a SIP/2.0\r\nl: 1900\r\nX: ";
        String message = head + "y".repeat(LARGEST - 1900 - 4 - head.length()) + "\r\n\r\n" + "b".repeat(1900);
        assertThat(feed(message)).isEqualTo(Fault.NONE);
        assertThat(found.messages).containsExactly(message);
        assertThat(feed(message.replace("X: ", "X:  "))).isEqualTo(Fault.TOO_LARGE);
    }

    @Test
    void stopsWhenTheSinkHasEnough() {
        found.enough = true;
        assertThat(feed(EMPTY + EMPTY)).isEqualTo(Fault.STOPPED);
        assertThat(found.messages).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "l: -1\r\n", "l: x\r\n", "l: 4\r\nContent-Length: 5\r\n", "l: 4\r\nl: 4\r\n"})
    void showsARequestWithoutAKnownEnd(String length) {
        String request = "OPTIONS sip:a SIP/2.0\r\n" + length + "\r\nbody";
        assertThat(feed(EMPTY + request.substring(0, 10))).isEqualTo(Fault.NONE);
        assertThat(feed(request.substring(10))).isEqualTo(Fault.NO_LENGTH);
        assertThat(found.messages).containsExactly(EMPTY);
        assertThat(found.endless).isEqualTo(request);
    }

    @Test
    void noNoiseMakesItThrowOrFindMoreThanAllowed() {
        Random random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            Recorder recorder = new Recorder();
            StreamFramer fresh = new StreamFramer(recorder);
            byte[] noise = (EMPTY + BODY + FEEDS).getBytes(StandardCharsets.ISO_8859_1);
            for (int hit = random.nextInt(6); hit > 0; hit--) {
                noise[random.nextInt(noise.length)] = (byte) "\r\n :lL0x".charAt(random.nextInt(8));
            }
            Fault fault = Fault.NONE;
            for (int at = 0; at < noise.length && fault == Fault.NONE; ) {
                int length = Math.min(noise.length - at, 1 + random.nextInt(60));
                fault = fresh.feed(noise, at, length, 150);
                at += length;
            }
            assertThat(recorder.messages)
                    .allSatisfy(message -> assertThat(message).hasSizeLessThanOrEqualTo(150));
        }
    }
}
