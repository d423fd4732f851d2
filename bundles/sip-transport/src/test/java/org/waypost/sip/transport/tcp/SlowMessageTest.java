package org.waypost.sip.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SlowMessageTest {

    private final AtomicLong now = new AtomicLong(-1_000_000);
    private final AtomicBoolean hasPart = new AtomicBoolean();
    private final SlowMessage slow = new SlowMessage(() -> hasPart.get() ? 1 : 0, now::get);

    private void read(boolean partIsLeft) {
        hasPart.set(partIsLeft);
        now.addAndGet(100);
        slow.look();
    }

    @Test
    void knowsNoTimeBetweenMessages() {
        read(false);
        now.addAndGet(100);
        assertThat(slow.nanos()).isZero();
    }

    @Test
    void countsFromTheFirstPartToTheEnd() {
        read(true);
        read(true);
        now.addAndGet(50);
        assertThat(slow.nanos()).isBetween(149L, 150L);
        slow.ended();
        read(false);
        assertThat(slow.nanos()).isZero();
    }

    @Test
    void countsTheTimeOfEachMessageAlone() {
        read(true);
        slow.ended();
        read(true);
        now.addAndGet(50);
        assertThat(slow.nanos()).isBetween(49L, 50L);
    }

    @Test
    void seesThePartsThatLayersHold() {
        AtomicBoolean layerHasPart = new AtomicBoolean(true);
        slow.watch(() -> layerHasPart.get() ? 1 : 0);
        read(false);
        read(false);
        assertThat(slow.nanos()).isPositive();
        layerHasPart.set(false);
        read(false);
        assertThat(slow.nanos()).isZero();
    }
}
