package org.waypost.sip.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How much may wait for a peer. */
class OutboxTest {

    private static final int MOST = 1000;
    private static final long MOST_OF_ALL = 100_000;

    private long now;
    private Runnable onClock = () -> {};
    private final AtomicLong all = new AtomicLong();
    private final Outbox outbox = new Outbox(
            () -> {
                onClock.run();
                return now;
            },
            all);

    @Test
    void takesNoMoreThanItsLimitWhileTheConnectionIsBeingOpened() {
        assertThat(outbox.reserve(MOST, MOST, MOST_OF_ALL)).isTrue();
        assertThat(outbox.reserve(1, MOST, MOST_OF_ALL)).isFalse();
        assertThat(outbox.octets()).isEqualTo(MOST);
    }

    @Test
    void takesMoreForAPeerThatReads() {
        outbox.open(message -> {});
        assertThat(outbox.reserve(MOST, MOST, MOST_OF_ALL)).isTrue();
        outbox.leave(1);
        now += Outbox.LATELY - 1;
        assertThat(outbox.reserve(Outbox.BACKLOG * MOST - MOST + 1, MOST, MOST_OF_ALL))
                .isTrue();
        assertThat(outbox.reserve(1, MOST, MOST_OF_ALL)).isFalse();
        assertThat(outbox.octets()).isEqualTo(Outbox.BACKLOG * MOST);
    }

    @Test
    void takesNoMoreForAPeerThatReadsNothing() {
        outbox.open(message -> {});
        assertThat(outbox.reserve(MOST, MOST, MOST_OF_ALL)).isTrue();
        now += Outbox.LATELY;
        assertThat(outbox.reserve(1, MOST, MOST_OF_ALL)).isFalse();
        outbox.leave(1);
        assertThat(outbox.reserve(2, MOST, MOST_OF_ALL)).isTrue();
    }

    @Test
    void tellsForHowLongThePeerHasTakenNothing() {
        outbox.open(message -> {});
        now += 5;
        assertThat(outbox.stalledNanos()).isZero();
        outbox.reserve(2, MOST, MOST_OF_ALL);
        now += 7;
        assertThat(outbox.stalledNanos()).isEqualTo(7);
        outbox.leave(1);
        now += 3;
        assertThat(outbox.stalledNanos()).isEqualTo(3);
        outbox.leave(1);
        assertThat(outbox.stalledNanos()).isZero();
    }

    @Test
    void neverTakesTheSilenceBeforeAMessageForAStall() {
        outbox.open(message -> {});
        now += 1000;
        AtomicLong longest = new AtomicLong();
        onClock = () -> {
            // who ends stalled connections looks in between
            onClock = () -> {};
            longest.set(outbox.stalledNanos());
        };
        outbox.reserve(2, MOST, MOST_OF_ALL);
        assertThat(longest).hasValue(0);
        assertThat(outbox.stalledNanos()).isZero();
    }

    @Test
    void takesOneLargeMessageWhereNothingWaits() {
        outbox.open(message -> {});
        now += Outbox.LATELY;
        assertThat(outbox.reserve(MOST + 1, MOST, MOST_OF_ALL)).isTrue();
    }

    @Test
    void takesNothingMoreWhileTooMuchWaitsOnAllConnections() {
        outbox.open(message -> {});
        all.set(MOST_OF_ALL);
        assertThat(outbox.reserve(2, MOST, MOST_OF_ALL))
                .as("nothing else waits")
                .isTrue();
        assertThat(outbox.reserve(1, MOST, MOST_OF_ALL)).isFalse();
        assertThat(all).hasValue(MOST_OF_ALL + 2);
        outbox.leave(2);
        assertThat(all).hasValue(MOST_OF_ALL);
    }

    @Test
    void givesBackWhatIsNeverSent() {
        outbox.reserve(2, MOST, MOST_OF_ALL);
        assertThat(outbox.keeps(Unpooled.wrappedBuffer(new byte[2]))).isTrue();
        outbox.close(message -> {});
        outbox.reserve(3, MOST, MOST_OF_ALL);
        assertThat(outbox.keeps(Unpooled.wrappedBuffer(new byte[3]))).isTrue();
        assertThat(outbox.octets()).isZero();
        assertThat(all).hasValue(0);
    }
}
