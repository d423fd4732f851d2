package org.waypost.sip.transport;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for requests that may block: each key always goes to the same lane, a thread with a bounded queue of its own, so that the
 * order of a key is kept. A change of their number waits until nothing is queued, for the same reason.
 */
final class Lanes {

    private final AtomicInteger waiting = new AtomicInteger();
    private volatile Lane[] lanes = {};
    private volatile int wantedLanes;
    private volatile int wantedLength;
    private int length;
    private boolean closed;

    void resize(int count, int queueLength) {
        wantedLanes = count;
        wantedLength = queueLength;
    }

    /** Whether nothing waits or runs in any lane. */
    boolean areIdle() {
        return waiting.get() == 0;
    }

    /** Whether nothing waits or runs in the lane of that key. */
    boolean isIdle(int key) {
        Lane[] now = lanes;
        return now.length == 0 || lane(now, key).waiting.get() == 0;
    }

    /** Runs {@code task} after all others of its key; false if too many wait. */
    boolean offer(int key, Runnable task) {
        if (lanes.length != wantedLanes || length != wantedLength) {
            rebuild();
        }
        Lane[] now = lanes;
        while (now.length == 0 || !lane(now, key).offer(task)) {
            Lane[] latest = lanes;
            if (latest == now) {
                return false;
            }
            now = latest;
        }
        return true;
    }

    synchronized void close() {
        closed = true;
        stop();
    }

    private synchronized void rebuild() {
        if (closed || !areIdle()) {
            return;
        }
        stop();
        Lane[] fresh = new Lane[wantedLanes];
        for (int i = 0; i < fresh.length; i++) {
            fresh[i] = new Lane(i, wantedLength);
        }
        length = wantedLength;
        lanes = fresh;
    }

    private void stop() {
        for (Lane lane : lanes) {
            lane.thread.shutdown();
        }
    }

    private static Lane lane(Lane[] lanes, int key) {
        int spread = key * 0x9e3779b9;
        return lanes[(int) ((spread & 0xffff_ffffL) * lanes.length >>> 32)];
    }

    private final class Lane {

        private final AtomicInteger waiting = new AtomicInteger();
        private final ThreadPoolExecutor thread;

        Lane(int number, int queueLength) {
            thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(queueLength), task -> {
                Thread worker = new Thread(task, "waypost-lane-" + number);
                worker.setDaemon(true);
                return worker;
            });
        }

        boolean offer(Runnable task) {
            Lanes.this.waiting.incrementAndGet();
            waiting.incrementAndGet();
            try {
                thread.execute(() -> {
                    try {
                        task.run();
                    } finally {
                        done();
                    }
                });
                return true;
            } catch (java.util.concurrent.RejectedExecutionException full) {
                done();
                return false;
            }
        }

        private void done() {
            waiting.decrementAndGet();
            Lanes.this.waiting.decrementAndGet();
        }
    }
}
