package org.waypost.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void opensWithOneRequest() {
        assertThat(new OpenPace(1000).due(0, 0, 0)).isEqualTo(1);
    }

    @Test
    void sendsWhatTheClockSaysWhateverIsOutstanding() {
        OpenPace pace = new OpenPace(1000);

        assertThat(pace.due(4_500_000, 2, 1_000_000)).isEqualTo(3);
        assertThat(pace.due(4_500_000, 5, 0)).isZero();
    }

    @Test
    void keepsTheRateOverALongRun() {
        OpenPace pace = new OpenPace(7919);
        long sent = 0;
        for (long now = 0; now < 10 * SECOND; now += 100_000) {
            sent += pace.due(now, sent, 0);
        }

        assertThat(sent).isBetween(79_188L, 79_190L);
    }

    @Test
    void waitsUntilTheNextRequestIsDue() {
        OpenPace pace = new OpenPace(1000);

        assertThat(pace.pause(4_500_000, 5)).isEqualTo(500_000);
        assertThat(pace.pause(6_000_000, 5)).isZero();
    }

    @Test
    void doesNotMakeUpForADelayWithABurst() {
        OpenPace pace = new OpenPace(1000);

        assertThat(pace.due(SECOND, 0, 0)).isEqualTo(OpenPace.BURST);
        // One millisecond later one more is due, not the thousand that were missed.
        assertThat(pace.due(SECOND + 1_000_000, OpenPace.BURST, 0)).isLessThanOrEqualTo(2);
    }

    @Test
    void aClosedLoopKeepsItsWindowFull() {
        ClosedPace pace = new ClosedPace(32);

        assertThat(pace.due(0, 0, 0)).isEqualTo(32);
        assertThat(pace.due(0, 100, 30)).isEqualTo(2);
        assertThat(pace.due(0, 100, 32)).isZero();
        assertThat(pace.due(0, 100, 40)).isZero();
    }
}
