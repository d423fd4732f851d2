package org.waypost.bench.report;

import java.util.List;
import java.util.Locale;

/**
 * The figures of the rounds of one measurement.
 *
 * @param values one for each round, in order; at least one
 */
public record Figures(List<Double> values) {

    public Figures {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no figures");
        }
        values = List.copyOf(values);
    }

    /** Of an even number of figures the mean of the two in the middle. */
    public double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    public double min() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    public double max() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /** Round by round, this one over the other's. */
    public Figures over(Figures other) {
        if (other.values.size() != values.size()) {
            throw new IllegalArgumentException(values.size() + " rounds over " + other.values.size());
        }
        return new Figures(java.util.stream.IntStream.range(0, values.size())
                .mapToObj(i -> values.get(i) / other.values.get(i))
                .toList());
    }

    /** {@code median (min .. max)} with that many decimals. */
    public String text(int decimals) {
        String format = "%." + decimals + "f";
        return String.format(Locale.ROOT, format + " (" + format + " .. " + format + ")", median(), min(), max());
    }
}
