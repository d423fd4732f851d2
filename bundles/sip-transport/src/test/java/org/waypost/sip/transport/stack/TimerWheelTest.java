package org.waypost.sip.transport.stack;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.stack.SIPStackTimerTask;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimerWheelTest {

    private static final long LONG = 600_000;

    private final TimerWheel wheel = new TimerWheel();
    private final StackTimer timer = new StackTimer();

    @AfterEach
    void stop() {
        wheel.stop();
        timer.stop();
    }

    @Test
    void runsWhatIsDueInTheOrderOfItsTimeAndNeverEarly() throws InterruptedException {
        List<Long> early = Collections.synchronizedList(new ArrayList<>());
        List<Integer> ran = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch all = new CountDownLatch(5);
        wheel.start("test-timer");
        for (int millis : new int[] {200, 0, 100, 150, 50}) {
            long set = System.nanoTime();
            wheel.set(
                    () -> {
                        long left = millis - (System.nanoTime() - set) / 1_000_000;
                        if (left > 0) {
                            early.add(left);
                        }
                        ran.add(millis);
                        all.countDown();
                    },
                    millis);
        }

        assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).containsExactly(0, 50, 100, 150, 200);
        assertThat(early).isEmpty();
        assertThat(wheel.size()).isZero();
    }

    @Test
    void goesOnAfterItHadNothingToWaitFor() throws InterruptedException {
        SynchronousQueue<Integer> ran = new SynchronousQueue<>();
        wheel.start("test-timer");
        for (int i = 0; i < 3; i++) {
            int number = i;
            wheel.set(() -> put(ran, number), 1);

            assertThat(ran.poll(20, TimeUnit.SECONDS)).isEqualTo(number);
            assertThat(wheel.size()).isZero();
        }
    }

    @Test
    void runsNothingThatWasCancelledAndKeepsNothingOfIt() throws InterruptedException {
        AtomicInteger ran = new AtomicInteger();
        CountDownLatch last = new CountDownLatch(1);
        TimerWheel.Entry cancelled = wheel.set(ran::incrementAndGet, 1);
        TimerWheel.Entry never = wheel.set(ran::incrementAndGet, LONG);

        assertThat(wheel.cancel(cancelled)).isTrue();
        assertThat(wheel.cancel(cancelled)).isFalse();
        assertThat(wheel.cancel(never)).isTrue();
        assertThat(wheel.size()).isZero();

        wheel.set(last::countDown, 1);
        wheel.start("test-timer");
        assertThat(last.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).hasValue(0);
    }

    @Test
    void keepsWhatIsDueInALaterTurnOfTheRing() throws InterruptedException {
        CountDownLatch soon = new CountDownLatch(1);
        AtomicInteger later = new AtomicInteger();
        wheel.set(soon::countDown, 2 * TimerWheel.TICK_MILLIS);
        wheel.set(later::incrementAndGet, 2 * TimerWheel.TICK_MILLIS + 2048 * TimerWheel.TICK_MILLIS);
        wheel.start("test-timer");

        assertThat(soon.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(wheel.size()).isEqualTo(1);
        assertThat(later).hasValue(0);
    }

    @Test
    void repeatsATaskUntilItCancelsItself() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch third = new CountDownLatch(3);
        CountDownLatch after = new CountDownLatch(1);
        timer.scheduleWithFixedDelay(
                new Task() {
                    @Override
                    public void runTask() {
                        third.countDown();
                        if (runs.incrementAndGet() == 3) {
                            timer.cancel(this);
                            timer.schedule(task(after::countDown), 5 * TimerWheel.TICK_MILLIS);
                        }
                    }
                },
                1,
                1);

        assertThat(third.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(after.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(runs).hasValue(3);
    }

    @Test
    void goesOnAfterATaskThatFails() throws InterruptedException {
        CountDownLatch twice = new CountDownLatch(2);
        timer.scheduleWithFixedDelay(
                task(() -> {
                    twice.countDown();
                    throw new IllegalStateException("of the test");
                }),
                1,
                1);

        assertThat(twice.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tellsWhetherATaskWasStillToRun() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        Task task = task(ran::countDown);
        timer.schedule(task, 1);
        assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(timer.cancel(task)).isFalse();

        Task other = task(() -> {});
        timer.schedule(other, LONG);
        assertThat(timer.cancel(other)).isTrue();
        assertThat(timer.cancel(other)).isFalse();
    }

    @Test
    void takesNothingOnceItIsStopped() {
        timer.stop();

        assertThat(timer.isStarted()).isFalse();
        assertThat(timer.schedule(task(() -> {}), 1)).isFalse();
    }

    private static void put(SynchronousQueue<Integer> queue, int number) {
        try {
            queue.put(number);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Task task(Runnable action) {
        return new Task() {
            @Override
            public void runTask() {
                action.run();
            }
        };
    }

    private abstract static class Task extends SIPStackTimerTask {

        @Override
        public Object getThreadHash() {
            return null;
        }
    }
}
