package org.waypost.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentTableTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final RecentTable<Integer> table = new RecentTable<>(nanos::get, 32_000_000_000L, 3);

    @Test
    void forgetsWhatIsTooOld() {
        table.add("one", 1);
        pass(31);
        table.add("two", 2);
        assertThat(table.find("one")).contains(1);
        assertThat(table.find("three")).isEmpty();
        pass(1);
        assertThat(table.find("one")).isEmpty();
        assertThat(table.find("two")).contains(2);
        assertThat(table.size()).isEqualTo(1);
    }

    @Test
    void aSecondTimeChangesAndProlongsNothing() {
        table.add("one", 1);
        pass(20);
        table.add("one", 2);
        assertThat(table.find("one")).contains(1);
        pass(12);
        assertThat(table.find("one")).isEmpty();
        assertThat(table.size()).isZero();
    }

    @Test
    void theOldestMakeRoom() {
        for (int i = 0; i < 10; i++) {
            table.add("k" + i, i);
        }
        assertThat(table.size()).isEqualTo(3);
        assertThat(table.find("k6")).isEmpty();
        assertThat(table.find("k7")).contains(7);
        assertThat(table.find("k9")).contains(9);
    }

    private void pass(int seconds) {
        nanos.addAndGet(seconds * 1_000_000_000L);
    }
}
