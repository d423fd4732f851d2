package org.waypost.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long TICK = SECOND / 10;

    @Test
    void letsLongOnesComeDueTogetherAndNeverEarly() {
        for (long now : new long[] {-7 * SECOND - 3, -1, 0, 1, TICK - 1, TICK, 5 * SECOND + 12_345}) {
            long wait = Deadlines.nanos(32_000, now);

            assertThat(wait).isBetween(32 * SECOND + 1, 32 * SECOND + TICK);
            assertThat((now + wait) % TICK).isZero();
        }
    }

    @Test
    void keepsShortOnesAsTheyAre() {
        assertThat(Deadlines.nanos(999, 12_345)).isEqualTo(999_000_000L);
    }

    @Test
    void runsOnAfterAnActionThatFails() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        try (Deadlines deadlines = new Deadlines()) {
            deadlines.in(1, () -> {
                throw new IllegalStateException("of the test");
            });
            deadlines.in(2, ran::countDown);

            assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
