package org.waypost.bench.report;

import java.util.Locale;

/**
 * A bound that a median must keep.
 *
 * @param limit the highest value that passes
 */
public record Budget(double limit) {

    public boolean keeps(double value) {
        return value <= limit;
    }

    /** {@code pass}, or {@code miss} with how much it is over. */
    public String verdict(double value) {
        return keeps(value) ? "pass" : String.format(Locale.ROOT, "miss, %.0f %% over", (value / limit - 1) * 100);
    }
}
