package org.waypost.sip.transport.stack;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/**
 * The server transactions in state Accepted (RFC 6026 7.1): an INVITE that was answered 2xx and comes again is absorbed for 64 T1, and
 * its CANCEL is answered. That takes no more than the key, so the transaction itself need not stay. Bounded: the oldest make room.
 */
final class AcceptedInvites {

    /** Timer L. */
    private static final long LASTING_NANOS = 32_000_000_000L;

    private static final int MOST = 500_000;

    private record Entry(String key, long end) {}

    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private final Queue<Entry> byAge = new ConcurrentLinkedQueue<>();
    private final LongSupplier clock;

    /** @param clock as {@link System#nanoTime} */
    AcceptedInvites(LongSupplier clock) {
        this.clock = clock;
    }

    void add(String key) {
        forgetOld();
        if (keys.add(key)) {
            byAge.add(new Entry(key, clock.getAsLong() + LASTING_NANOS));
        }
    }

    boolean contains(String key) {
        forgetOld();
        return keys.contains(key);
    }

    int size() {
        return keys.size();
    }

    void clear() {
        byAge.clear();
        keys.clear();
    }

    private void forgetOld() {
        long now = clock.getAsLong();
        Entry oldest = byAge.peek();
        while (oldest != null && (now - oldest.end() >= 0 || keys.size() >= MOST)) {
            if (byAge.remove(oldest)) {
                keys.remove(oldest.key());
            }
            oldest = byAge.peek();
        }
    }
}
