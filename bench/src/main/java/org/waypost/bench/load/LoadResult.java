package org.waypost.bench.load;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What came of a {@link LoadPlan}.
 *
 * @param sent requests sent
 * @param answered requests answered, whatever the status
 * @param byStatus answers by status; {@link Reply#NO_STATUS} is what an echo sends back
 * @param contacts contacts that the answers 200 list, all together
 * @param strays replies to no request that was waiting, such as duplicates
 * @param seconds from the first request to the last
 * @param nanos time from the send of a request to its reply
 */
public record LoadResult(
        long sent,
        long answered,
        Map<Integer, Long> byStatus,
        long contacts,
        long strays,
        double seconds,
        Histogram nanos) {

    static LoadResult of(long sent, long tookNanos, Iterable<Tally> tallies) {
        long[] statuses = new long[700];
        Histogram nanos = new Histogram(3);
        long answered = 0;
        long contacts = 0;
        long strays = 0;
        for (Tally tally : tallies) {
            tally.addTo(statuses, nanos);
            answered += tally.answered();
            contacts += tally.contacts();
            strays += tally.strays();
        }
        Map<Integer, Long> byStatus = new TreeMap<>();
        for (int status = 0; status < statuses.length; status++) {
            if (statuses[status] > 0) {
                byStatus.put(status, statuses[status]);
            }
        }
        return new LoadResult(sent, answered, byStatus, contacts, strays, tookNanos / 1e9, nanos);
    }

    public long lost() {
        return sent - answered;
    }

    /** Answers that are neither 200 nor an echo. */
    public long refused() {
        return answered - accepted() - byStatus.getOrDefault(Reply.NO_STATUS, 0L);
    }

    /** Answers 200. */
    public long accepted() {
        return byStatus.getOrDefault(200, 0L);
    }

    /** Requests per second that were sent. */
    public double rate() {
        return sent / seconds;
    }

    /** Microseconds within which that share of the requests was answered. */
    public double micros(double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e3;
    }
}
