package org.waypost.sip.transport.stack;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Runs what is due at a time, on one thread. Time is cut into ticks, and all that falls into a tick waits in one slot of a ring, so that
 * setting and cancelling a timer costs the same however many there are, and never wakes the thread up: transactions set several
 * timers for each call, and nearly all of them come to nothing. What is due runs up to a tick late, never early. The thread sleeps when
 * nothing has waited for some ticks.
 */
final class TimerWheel {

    /** Length of a tick in milliseconds. */
    static final long TICK_MILLIS = 20;

    /** How long the thread goes on though nothing waits, so that not each timer that is set wakes it up. */
    private static final long REST_TICKS = 50;

    /** With 64 T1 (32 s) within one turn. */
    private static final int SLOTS = 2048;

    private static final long TICK_NANOS = TICK_MILLIS * 1_000_000;

    /** Something that waits for its time; it is cancelled by the wheel it was set with. */
    static final class Entry {

        private final Runnable action;
        private long tick;
        private Entry before;
        private Entry after;

        private Entry(Runnable action) {
            this.action = action;
        }

        /** What is to be done. */
        Runnable action() {
            return action;
        }

        private void alone() {
            before = this;
            after = this;
        }

        private boolean isIn() {
            return after != this;
        }

        private void out() {
            before.after = after;
            after.before = before;
            alone();
        }
    }

    // All guarded by this. A slot is a ring of entries that begins and ends with the one that stands for it.
    private final Entry[] slots = new Entry[SLOTS];
    private final long start = System.nanoTime();
    private long passed;
    private long lastUsed;
    private int waiting;
    private boolean asleep;
    private boolean stopped;

    TimerWheel() {
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new Entry(null);
            slots[i].alone();
        }
    }

    /** Starts the thread that runs what is due; nothing may be thrown by that. */
    void start(String threadName) {
        Thread thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
        thread.start();
    }

    /** Nothing runs any more, and nothing waits. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    /** Has {@code action} run once, in so many milliseconds. */
    Entry set(Runnable action, long millis) {
        Entry entry = new Entry(action);
        entry.alone();
        set(entry, millis);
        return entry;
    }

    /** Has the entry, which does not wait now, run again. */
    synchronized void set(Entry entry, long millis) {
        if (stopped) {
            return;
        }
        long due = System.nanoTime() - start + Math.max(millis, 0) * 1_000_000;
        if (asleep) {
            // The ring stood still; nothing is in it.
            asleep = false;
            passed = (System.nanoTime() - start) / TICK_NANOS;
            notifyAll();
        }
        waiting++;
        lastUsed = passed;
        entry.tick = Math.max(due / TICK_NANOS + 1, passed + 1);
        Entry slot = slots[(int) (entry.tick % SLOTS)];
        entry.before = slot.before;
        entry.after = slot;
        slot.before.after = entry;
        slot.before = entry;
    }

    /** Whether it waited until now, and does not any more. */
    synchronized boolean cancel(Entry entry) {
        boolean waited = entry.isIn();
        if (waited) {
            entry.out();
            waiting--;
        }
        return waited;
    }

    /** How many wait. */
    synchronized int size() {
        return waiting;
    }

    private void run() {
        Queue<Entry> due = new ArrayDeque<>();
        while (awaitDue(due)) {
            for (Entry entry = due.poll(); entry != null; entry = due.poll()) {
                entry.action().run();
            }
        }
    }

    /** Waits for the next tick that something is due in; false if there is none to come. */
    private synchronized boolean awaitDue(Queue<Entry> due) {
        while (!stopped) {
            try {
                if (waiting == 0 && passed - lastUsed >= REST_TICKS) {
                    asleep = true;
                    wait();
                    continue;
                }
                long now = System.nanoTime() - start;
                while (passed < now / TICK_NANOS) {
                    takeOut(++passed, due);
                }
                if (!due.isEmpty()) {
                    return true;
                }
                wait(Math.max(1, ((passed + 1) * TICK_NANOS - now) / 1_000_000 + 1));
            } catch (InterruptedException e) {
                // Only by mistake: the timers must go on.
            }
        }
        return false;
    }

    private void takeOut(long tick, Queue<Entry> due) {
        Entry slot = slots[(int) (tick % SLOTS)];
        Entry entry = slot.after;
        while (entry != slot) {
            Entry next = entry.after;
            if (entry.tick <= tick) {
                entry.out();
                waiting--;
                due.add(entry);
            }
            entry = next;
        }
    }
}
