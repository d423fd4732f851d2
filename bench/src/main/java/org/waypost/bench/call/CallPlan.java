package org.waypost.bench.call;

import org.waypost.bench.load.Pace;

/**
 * One stretch of calls, bounded in number and time.
 *
 * @param count number of calls, 1 and up
 * @param rate calls begun per second, or 0 for a closed loop
 * @param window most calls that are not over in a closed loop
 */
public record CallPlan(int count, int rate, int window) {

    private static final int MOST = 10_000_000;

    public CallPlan {
        if (count < 1 || count > MOST || rate < 0 || window < 1) {
            throw new IllegalArgumentException(
                    "count " + count + " (1.." + MOST + "), rate " + rate + " (0..), window " + window + " (1..)");
        }
    }

    Pace pace() {
        return Pace.of(rate, window);
    }

    /** When to stop, finished or not. */
    long limitNanos() {
        return (30L + 2L * count / (rate == 0 ? 100 : rate)) * 1_000_000_000;
    }
}
