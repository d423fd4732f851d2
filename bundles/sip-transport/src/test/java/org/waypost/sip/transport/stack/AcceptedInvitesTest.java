package org.waypost.sip.transport.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** RFC 6026 7.1: state Accepted lasts for timer L. */
class AcceptedInvitesTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final AcceptedInvites accepted = new AcceptedInvites(nanos::get);

    @Test
    void remembersAnInviteFor64T1() {
        accepted.add("one");
        pass(31);
        accepted.add("two");
        assertThat(accepted.contains("one")).isTrue();
        assertThat(accepted.contains("three")).isFalse();
        pass(1);
        assertThat(accepted.contains("one")).isFalse();
        assertThat(accepted.contains("two")).isTrue();
        assertThat(accepted.size()).isEqualTo(1);
    }

    @Test
    void aSecond2xxDoesNotProlongIt() {
        accepted.add("one");
        pass(20);
        accepted.add("one");
        pass(12);
        assertThat(accepted.contains("one")).isFalse();
        assertThat(accepted.size()).isZero();
    }

    @Test
    void keepsABoundedNumber() {
        for (int i = 0; i < 500_010; i++) {
            accepted.add("k" + i);
        }
        assertThat(accepted.size()).isLessThanOrEqualTo(500_000);
        assertThat(accepted.contains("k0")).isFalse();
        assertThat(accepted.contains("k500009")).isTrue();
    }

    private void pass(int seconds) {
        nanos.addAndGet(seconds * 1_000_000_000L);
    }
}
