package org.waypost.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LanesTest {

    private final Lanes lanes = new Lanes();

    @AfterEach
    void stop() {
        lanes.close();
    }

    @Test
    void keepsTheOrderOfEachKey() throws InterruptedException {
        lanes.resize(4, 10_000);
        Map<Integer, List<Integer>> ran = new ConcurrentHashMap<>();
        CountDownLatch all = new CountDownLatch(5000);
        for (int i = 0; i < 5000; i++) {
            int number = i;
            int key = i % 13;
            assertThat(lanes.offer(key, () -> {
                        ran.computeIfAbsent(key, k -> new ArrayList<>()).add(number);
                        all.countDown();
                    }))
                    .isTrue();
        }
        assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).hasSize(13);
        ran.values().forEach(numbers -> assertThat(numbers).isSorted());
    }

    @Test
    void refusesWhatDoesNotFitAndKnowsWhenItIsIdle() throws InterruptedException {
        lanes.resize(1, 2);
        CountDownLatch hold = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(2);
        assertThat(lanes.areIdle()).isTrue();
        assertThat(lanes.offer(7, () -> {
                    running.countDown();
                    await(hold);
                }))
                .isTrue();
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(lanes.isIdle(7)).isFalse();
        assertThat(lanes.offer(7, done::countDown)).isTrue();
        assertThat(lanes.offer(8, done::countDown)).isTrue();
        assertThat(lanes.offer(9, done::countDown)).isFalse();
        hold.countDown();
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        while (!lanes.areIdle()) {
            Thread.onSpinWait();
        }
        assertThat(lanes.isIdle(7)).isTrue();
        assertThat(lanes.offer(9, () -> {})).isTrue();
    }

    @Test
    void takesAnotherNumberOfLanesOnceItIsIdle() throws InterruptedException {
        lanes.resize(1, 1);
        CountDownLatch hold = new CountDownLatch(1);
        lanes.offer(1, () -> await(hold));
        lanes.resize(1, 50);
        lanes.offer(1, () -> {});
        assertThat(lanes.offer(1, () -> {})).as("still the old length").isFalse();
        hold.countDown();
        while (!lanes.areIdle()) {
            Thread.onSpinWait();
        }
        CountDownLatch many = new CountDownLatch(20);
        for (int i = 0; i < 20; i++) {
            assertThat(lanes.offer(1, many::countDown)).isTrue();
        }
        assertThat(many.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
