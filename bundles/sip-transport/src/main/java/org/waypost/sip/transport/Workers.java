package org.waypost.sip.transport;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads for requests that may wait for a disk or another machine. What has the same key runs one after the other, in the order it
 * came; apart from that any thread takes any. As many wait at once as there are threads, so there may be many: one is started when none
 * is free and ends after a while without work, and the one that became free last is woken first, so that no more than needed stay.
 */
final class Workers {

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

    // What the tasks that wait may keep in memory on average, so that few large ones are as many as lots of usual size.
    private static final long USUAL_OCTETS = 4096;
    private static final long LEAST_OCTETS = 1 << 20;

    private final AtomicInteger unfinished = new AtomicInteger();

    // Everything else is guarded by this.
    private final Map<Integer, Turn> turns = new HashMap<>();
    private final Queue<Turn> ready = new ArrayDeque<>();
    private final Deque<Worker> free = new ArrayDeque<>();
    private int most;
    private int mostQueued;
    private int threads;
    private int queued;
    private long queuedOctets;
    private int started;
    private volatile boolean closed;

    /** How many threads there are at most, and how many tasks may wait for one; in force at once, for what comes later. */
    synchronized void resize(int threadCount, int queueLength) {
        most = threadCount;
        mostQueued = queueLength;
    }

    /** Whether nothing waits or runs. */
    boolean areIdle() {
        return unfinished.get() == 0;
    }

    /** Whether nothing of that key waits or runs. */
    synchronized boolean isIdle(int key) {
        return !turns.containsKey(key);
    }

    /**
     * Runs {@code task} after all others of its key; false if too many wait for a thread or for others of their key.
     *
     * @param octets that the task keeps in memory
     */
    boolean offer(int key, int octets, Runnable work) {
        Task task = new Task(work, octets);
        Worker woken = null;
        synchronized (this) {
            Turn turn = turns.get(key);
            boolean waits = turn != null || free.isEmpty() && threads >= most;
            if (closed || waits && isFullFor(octets)) {
                return false;
            }
            if (turn != null) {
                turn.add(task);
                enqueued(task);
            } else {
                turn = new Turn(key, task);
                if (!free.isEmpty()) {
                    woken = free.removeLast();
                    woken.given = turn;
                } else if (threads >= most || !start(turn)) {
                    if (threads == 0) {
                        return false;
                    }
                    ready.add(turn);
                    enqueued(task);
                }
                turns.put(key, turn);
            }
            unfinished.incrementAndGet();
        }
        LockSupport.unpark(woken);
        return true;
    }

    private boolean isFullFor(int octets) {
        return queued >= mostQueued || queuedOctets + octets > Math.max(LEAST_OCTETS, USUAL_OCTETS * mostQueued);
    }

    private void enqueued(Task task) {
        queued++;
        queuedOctets += task.octets;
    }

    private boolean start(Turn turn) {
        try {
            new Worker(turn, ++started).start();
            threads++;
            return true;
        } catch (OutOfMemoryError noMoreThreads) {
            return false;
        }
    }

    /** Ends the threads; what waits for one is dropped. */
    void close() {
        Deque<Worker> idle;
        synchronized (this) {
            closed = true;
            unfinished.addAndGet(-queued);
            queued = 0;
            queuedOctets = 0;
            ready.clear();
            turns.clear();
            idle = new ArrayDeque<>(free);
        }
        idle.forEach(LockSupport::unpark);
    }

    /** What comes after that; null if nothing does, which makes the worker free. */
    private synchronized Turn after(Turn done, Worker worker) {
        unfinished.decrementAndGet();
        if (closed) {
            return null;
        }
        if (done.isLast()) {
            turns.remove(done.key);
        } else {
            // At the end, so that a key with many tasks does not keep others waiting.
            ready.add(done);
        }
        Turn next = ready.poll();
        if (next == null) {
            free.addLast(worker);
        } else {
            queued--;
            queuedOctets -= next.task.octets;
        }
        return next;
    }

    /** Whether that worker is not needed any more, and is forgotten. */
    private synchronized boolean dismiss(Worker worker) {
        if (worker.given != null) {
            return false;
        }
        free.remove(worker);
        threads--;
        return true;
    }

    private record Task(Runnable work, int octets) {}

    /** The tasks of one key that are not finished. */
    private static final class Turn {

        private final int key;
        private Task task;
        private Queue<Task> behind;

        Turn(int key, Task task) {
            this.key = key;
            this.task = task;
        }

        void add(Task next) {
            if (behind == null) {
                behind = new ArrayDeque<>(4);
            }
            behind.add(next);
        }

        /** Whether the task was the last one; if not, the next takes its place. */
        boolean isLast() {
            task = behind == null ? null : behind.poll();
            return task == null;
        }
    }

    private final class Worker extends Thread {

        private volatile Turn given;

        Worker(Turn first, int number) {
            super("waypost-worker-" + number);
            setDaemon(true);
            given = first;
        }

        @Override
        public void run() {
            for (Turn turn = given; turn != null; turn = next(turn)) {
                try {
                    turn.task.work.run();
                } catch (Throwable failure) {
                    // The task has said so; the thread has others to serve.
                }
                // If somebody interrupted the task, that is over, and must not keep the thread awake.
                Thread.interrupted();
            }
        }

        private Turn next(Turn done) {
            given = null;
            Turn next = after(done, this);
            long end = System.nanoTime() + IDLE_NANOS;
            while (next == null) {
                long left = end - System.nanoTime();
                if ((left <= 0 || closed) && dismiss(this)) {
                    return null;
                }
                LockSupport.parkNanos(Workers.this, left);
                next = given;
            }
            return next;
        }
    }
}
