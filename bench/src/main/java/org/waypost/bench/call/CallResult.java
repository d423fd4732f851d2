package org.waypost.bench.call;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What came of a {@link CallPlan}.
 *
 * @param made calls that were begun
 * @param complete of those, the ones answered, acknowledged and ended
 * @param refused refusals by status, of INVITEs and BYEs
 * @param repeated messages that had come before
 * @param seconds from the first INVITE to the last
 * @param answerNanos from the INVITE to its 200
 */
public record CallResult(
        long made, long complete, Map<Integer, Long> refused, long repeated, double seconds, Histogram answerNanos) {

    /** Calls that were not completed. */
    public long failed() {
        return made - complete;
    }

    /** Calls per second that were begun. */
    public double rate() {
        return made / seconds;
    }

    /** Microseconds within which that share of the calls was answered. */
    public double micros(double percentile) {
        return answerNanos.getValueAtPercentile(percentile) / 1e3;
    }
}
