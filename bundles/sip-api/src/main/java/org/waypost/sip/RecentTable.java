package org.waypost.sip;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/**
 * What is worth knowing for a fixed time after it was put in. What is too old is forgotten when somebody looks or adds, so that no timer
 * runs for it; the oldest make room when there are too many.
 *
 * @param <V> what is known by a key
 */
public final class RecentTable<V> {

    private record Entry(String key, long end) {}

    private final ConcurrentHashMap<String, V> values = new ConcurrentHashMap<>();
    private final Queue<Entry> byAge = new ConcurrentLinkedQueue<>();
    private final LongSupplier clock;
    private final long lastingNanos;
    private final int most;

    /**
     * @param clock as {@link System#nanoTime}
     * @param lastingNanos how long it is known
     * @param most of them at once, 1 and up
     */
    public RecentTable(LongSupplier clock, long lastingNanos, int most) {
        this.clock = clock;
        this.lastingNanos = lastingNanos;
        this.most = most;
    }

    /** Puts in what is not known yet; a second time does not prolong it, and changes nothing. */
    public void add(String key, V value) {
        forgetOld(most - 1);
        if (values.putIfAbsent(key, value) == null) {
            byAge.add(new Entry(key, clock.getAsLong() + lastingNanos));
        }
    }

    public Optional<V> find(String key) {
        forgetOld(most);
        return Optional.ofNullable(values.get(key));
    }

    public int size() {
        return values.size();
    }

    private void forgetOld(int mostOthers) {
        long now = clock.getAsLong();
        Entry oldest = byAge.peek();
        while (oldest != null && (now - oldest.end() >= 0 || values.size() > mostOthers)) {
            if (byAge.remove(oldest)) {
                values.remove(oldest.key());
            }
            oldest = byAge.peek();
        }
    }
}
