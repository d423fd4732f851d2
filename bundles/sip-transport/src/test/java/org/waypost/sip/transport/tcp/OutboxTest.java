package org.waypost.sip.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How much may wait for a peer. */
class OutboxTest {

    private static final int MOST = 1000;

    private long now;
    private final Outbox outbox = new Outbox(() -> now);

    @Test
    void takesNoMoreThanItsLimitWhileTheConnectionIsBeingOpened() {
        assertThat(outbox.reserve(MOST, MOST)).isTrue();
        assertThat(outbox.reserve(1, MOST)).isFalse();
        assertThat(outbox.octets()).isEqualTo(MOST);
    }

    @Test
    void takesMoreForAPeerThatReads() {
        outbox.open(message -> {});
        assertThat(outbox.reserve(MOST, MOST)).isTrue();
        outbox.leave(1);
        now += Outbox.LATELY - 1;
        assertThat(outbox.reserve(Outbox.BACKLOG * MOST - MOST + 1, MOST)).isTrue();
        assertThat(outbox.reserve(1, MOST)).isFalse();
        assertThat(outbox.octets()).isEqualTo(Outbox.BACKLOG * MOST);
    }

    @Test
    void takesNoMoreForAPeerThatReadsNothing() {
        outbox.open(message -> {});
        assertThat(outbox.reserve(MOST, MOST)).isTrue();
        now += Outbox.LATELY;
        assertThat(outbox.reserve(1, MOST)).isFalse();
        outbox.leave(1);
        assertThat(outbox.reserve(2, MOST)).isTrue();
    }

    @Test
    void tellsForHowLongThePeerHasTakenNothing() {
        outbox.open(message -> {});
        now += 5;
        assertThat(outbox.stalledNanos()).isZero();
        outbox.reserve(2, MOST);
        now += 7;
        assertThat(outbox.stalledNanos()).isEqualTo(7);
        outbox.leave(1);
        now += 3;
        assertThat(outbox.stalledNanos()).isEqualTo(3);
        outbox.leave(1);
        assertThat(outbox.stalledNanos()).isZero();
    }
}
