package org.waypost.bench.report;

import java.util.Locale;

/**
 * A bound that a median must keep.
 *
 * @param limit the last value that passes
 * @param atLeast whether it is the lowest; otherwise the highest
 */
public record Budget(double limit, boolean atLeast) {

    /** What is lower passes. */
    public static Budget atMost(double limit) {
        return new Budget(limit, false);
    }

    /** What is higher passes. */
    public static Budget atLeast(double limit) {
        return new Budget(limit, true);
    }

    public boolean keeps(double value) {
        return atLeast ? value >= limit : value <= limit;
    }

    /** {@code <= 0.30} or {@code >= 3.00}. */
    public String text() {
        return String.format(Locale.ROOT, "%s %.2f", atLeast ? ">=" : "<=", limit);
    }

    /** {@code pass}, or {@code miss} with how much it is over or under. */
    public String verdict(double value) {
        if (keeps(value)) {
            return "pass";
        }
        double off = Math.abs(value / limit - 1) * 100;
        return String.format(Locale.ROOT, "miss, %.0f %% %s", off, atLeast ? "under" : "over");
    }
}
