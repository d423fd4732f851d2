package org.waypost.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {

    private final Workers workers = new Workers();

    @AfterEach
    void stop() {
        workers.close();
    }

    @Test
    void keepsTheOrderOfEachKey() throws InterruptedException {
        workers.resize(4, 10_000);
        Map<Integer, List<Integer>> ran = new ConcurrentHashMap<>();
        CountDownLatch all = new CountDownLatch(5000);
        for (int i = 0; i < 5000; i++) {
            int number = i;
            int key = i % 13;
            assertThat(workers.offer(key, 500, () -> {
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
    void asManyKeysWaitAtOnceAsThereAreThreads() throws Exception {
        workers.resize(50, 1);
        CyclicBarrier together = new CyclicBarrier(50);
        CountDownLatch met = new CountDownLatch(50);
        for (int key = 0; key < 50; key++) {
            assertThat(workers.offer(key, 500, () -> {
                        meet(together);
                        met.countDown();
                    }))
                    .isTrue();
        }
        assertThat(met.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aThreadThatIsFreeIsTakenBeforeOneIsStarted() {
        workers.resize(50, 50);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        for (int key = 0; key < 200; key++) {
            assertThat(workers.offer(key, 500, () -> threads.add(Thread.currentThread())))
                    .isTrue();
            awaitIdle();
        }
        assertThat(threads).hasSize(1);
    }

    @Test
    void aKeyWithManyTasksDoesNotKeepOthersWaiting() throws InterruptedException {
        workers.resize(1, 100);
        CountDownLatch hold = new CountDownLatch(1);
        List<String> order = new ArrayList<>();
        workers.offer(1, 500, () -> await(hold));
        for (int i = 0; i < 3; i++) {
            workers.offer(1, 500, () -> order.add("many"));
        }
        CountDownLatch last = new CountDownLatch(1);
        workers.offer(2, 500, () -> order.add("one"));
        workers.offer(1, 500, last::countDown);
        hold.countDown();
        assertThat(last.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(order).containsExactly("one", "many", "many", "many");
    }

    @Test
    void refusesWhatDoesNotFitAndKnowsWhenItIsIdle() throws InterruptedException {
        workers.resize(1, 2);
        CountDownLatch hold = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(2);
        assertThat(workers.areIdle()).isTrue();
        assertThat(workers.offer(7, 500, () -> await(hold))).isTrue();
        assertThat(workers.isIdle(7)).isFalse();
        assertThat(workers.isIdle(8)).isTrue();
        assertThat(workers.offer(7, 500, done::countDown)).isTrue();
        assertThat(workers.offer(8, 500, done::countDown)).isTrue();
        assertThat(workers.offer(9, 500, done::countDown)).isFalse();
        hold.countDown();
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        awaitIdle();
        assertThat(workers.isIdle(7)).isTrue();
        assertThat(workers.offer(9, 500, () -> {})).isTrue();
    }

    @Test
    void goesOnAfterATaskThatFails() throws InterruptedException {
        workers.resize(1, 2);
        CountDownLatch done = new CountDownLatch(1);
        workers.offer(1, 500, () -> {
            throw new IllegalStateException("as a test wants it");
        });
        assertThat(workers.offer(1, 500, done::countDown)).isTrue();
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aTaskIsNotInterruptedForTheOneBefore() throws InterruptedException {
        workers.resize(1, 2);
        CountDownLatch done = new CountDownLatch(1);
        List<Boolean> interrupted = new ArrayList<>();
        workers.offer(1, 500, () -> Thread.currentThread().interrupt());
        workers.offer(1, 500, () -> {
            interrupted.add(Thread.currentThread().isInterrupted());
            done.countDown();
        });
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(interrupted).containsExactly(false);
    }

    @Test
    void anotherNumberOfThreadsIsInForceAtOnce() throws Exception {
        workers.resize(1, 1);
        CountDownLatch hold = new CountDownLatch(1);
        workers.offer(1, 500, () -> await(hold));
        assertThat(workers.offer(2, 500, () -> {})).isTrue();
        assertThat(workers.offer(3, 500, () -> {})).as("the queue is full").isFalse();
        workers.resize(2, 1);
        CountDownLatch second = new CountDownLatch(1);
        assertThat(workers.offer(3, 500, second::countDown)).isTrue();
        assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();
        hold.countDown();
    }

    @Test
    void takesNoMoreThanSomeOctetsToWaitHoweverFewTasks() throws Exception {
        workers.resize(1, 1000);
        CountDownLatch hold = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(62);
        assertThat(workers.offer(1, 65_536, () -> await(hold))).isTrue();
        int taken = 0;
        while (workers.offer(2 + taken % 3, 65_536, done::countDown)) {
            taken++;
        }
        assertThat(taken).as("4096 octets on average").isEqualTo(62);
        assertThat(workers.offer(9, 500, () -> {})).as("a small one").isTrue();
        hold.countDown();
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        awaitIdle();
        CountDownLatch again = new CountDownLatch(1);
        workers.offer(1, 500, () -> await(again));
        assertThat(workers.offer(1, 4_000_000, () -> {}))
                .as("there is room again")
                .isTrue();
        again.countDown();
        awaitIdle();
    }

    @Test
    void takesNothingOnceItIsClosed() {
        workers.resize(2, 2);
        CountDownLatch hold = new CountDownLatch(1);
        workers.offer(1, 500, () -> await(hold));
        workers.offer(1, 500, () -> {});
        workers.close();
        assertThat(workers.offer(2, 500, () -> {})).isFalse();
        hold.countDown();
        awaitIdle();
    }

    private void awaitIdle() {
        while (!workers.areIdle()) {
            Thread.onSpinWait();
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
