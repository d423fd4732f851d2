package org.waypost.sip.trace.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.waypost.sip.Octets;
import org.waypost.sip.TappedMessage;
import org.waypost.sip.Transport;

class CaptureTest {

    @Test
    void keepsCopies() {
        Capture capture = new Capture(TraceFilter.ALL, 10_000);
        byte[] buffer = Octets.of(Samples.REGISTER).bytes();
        capture.message(new TappedMessage(
                true, Transport.UDP, Samples.LOCAL, Samples.REMOTE, -1, new Octets(buffer, 0, buffer.length), ""));
        buffer[0] = 'X';
        assertThat(capture.poll().orElseThrow().octets()).hasToString(Samples.REGISTER);
        assertThat(capture.poll()).isEmpty();
    }

    @Test
    void leavesOutAndCountsWhatIsTooMuchUntilThereIsRoomAgain() {
        Capture capture = new Capture(TraceFilter.ALL, 3000);
        TappedMessage message = Samples.tapped("x".repeat(800));
        for (int i = 0; i < 10; i++) {
            capture.message(message);
        }
        assertThat(capture.leftOut()).isEqualTo(7);
        for (int i = 0; i < 3; i++) {
            assertThat(capture.poll()).isPresent();
        }
        assertThat(capture.poll()).isEmpty();
        capture.message(message);
        assertThat(capture.poll()).isPresent();
        assertThat(capture.leftOut()).isEqualTo(7);
    }

    @Test
    void doesWithoutWhatWasToGoToAnUnknownHost() {
        Capture capture = new Capture(TraceFilter.ALL, 3000);
        capture.message(new TappedMessage(
                false,
                Transport.UDP,
                Samples.LOCAL,
                InetSocketAddress.createUnresolved("nowhere.invalid", 5060),
                -1,
                Octets.of("x"),
                ""));
        assertThat(capture.poll()).isEmpty();
    }
}
