package org.waypost.proxy;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.SIPStackTimerTask;
import gov.nist.javax.sip.stack.timers.SipTimer;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Timers of the stack whose time passes when a test says so. */
final class ManualTimer implements SipTimer {

    private record Due(SIPStackTimerTask task, long period) {}

    private final TreeMap<Long, Map<SIPStackTimerTask, Due>> queue = new TreeMap<>();
    private final Map<SIPStackTimerTask, Long> times = new IdentityHashMap<>();
    private long now;

    @Override
    public boolean schedule(SIPStackTimerTask task, long delay) {
        return scheduleWithFixedDelay(task, delay, 0);
    }

    @Override
    public synchronized boolean scheduleWithFixedDelay(SIPStackTimerTask task, long delay, long period) {
        queue.computeIfAbsent(now + delay, time -> new IdentityHashMap<>()).put(task, new Due(task, period));
        times.put(task, now + delay);
        notifyAll();
        return true;
    }

    @Override
    public synchronized boolean cancel(SIPStackTimerTask task) {
        Long time = times.remove(task);
        return time != null && queue.getOrDefault(time, Map.of()).remove(task) != null;
    }

    /** Lets that many milliseconds pass and runs what falls due, in order. */
    void pass(long millis) {
        long end;
        synchronized (this) {
            end = now + millis;
        }
        while (true) {
            Map<SIPStackTimerTask, Due> due;
            synchronized (this) {
                if (queue.isEmpty() || queue.firstKey() > end) {
                    now = end;
                    return;
                }
                now = queue.firstKey();
                due = new IdentityHashMap<>(queue.pollFirstEntry().getValue());
            }
            for (Due item : due.values()) {
                if (item.period() > 0) {
                    schedulePeriodic(item);
                }
                item.task().runTask();
            }
        }
    }

    private synchronized void schedulePeriodic(Due item) {
        scheduleWithFixedDelay(item.task(), item.period(), item.period());
    }

    /** Waits until that many timers run: the thread of a message may still be setting them. */
    synchronized void await(int count) throws InterruptedException {
        long end = System.nanoTime() + 5_000_000_000L;
        while (pending() < count) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError(pending() + " timers run, not " + count);
            }
            wait(left);
        }
    }

    synchronized int pending() {
        return queue.values().stream().mapToInt(Map::size).sum();
    }

    @Override
    public void start(SipStackImpl stack, Properties properties) {}

    @Override
    public void stop() {}

    @Override
    public boolean isStarted() {
        return true;
    }
}
