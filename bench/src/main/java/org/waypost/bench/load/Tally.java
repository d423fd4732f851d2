package org.waypost.bench.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;

/**
 * Counts replies by status and takes the time of each from the send of its request. Filled by one reader thread; the number of
 * answers so far may be read by others.
 */
final class Tally {

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final AtomicLongArray sentAt;
    private final long[] byStatus = new long[700];
    private final Histogram nanos = new Histogram(LONGEST_NANOS, 3);
    private long contacts;
    private long strays;
    private volatile long answered;

    /** @param sentAt time each outstanding request was sent, by sequence number modulo the length; 0 if not outstanding */
    Tally(AtomicLongArray sentAt) {
        this.sentAt = sentAt;
    }

    /** Counts the reply in {@code octets[from, to)} that arrived at {@code now}. */
    void count(byte[] octets, int from, int to, long now) {
        int status = Reply.status(octets, from, to);
        long sequence = Reply.sequence(octets, from, to);
        long then = sequence < 0 ? 0 : sentAt.getAndSet((int) (sequence % sentAt.length()), 0);
        if (then == 0) {
            strays++;
            return;
        }
        if (status == 200) {
            contacts += Reply.contacts(octets, from, to);
        }
        byStatus[status]++;
        nanos.recordValue(Math.min(Math.max(now - then, 0), LONGEST_NANOS));
        answered++;
    }

    long answered() {
        return answered;
    }

    long strays() {
        return strays;
    }

    long contacts() {
        return contacts;
    }

    void addTo(long[] statuses, Histogram all) {
        for (int i = 0; i < byStatus.length; i++) {
            statuses[i] += byStatus[i];
        }
        all.add(nanos);
    }
}
