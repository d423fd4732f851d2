package org.waypost.operations.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.waypost.operations.StatisticsBook.History;
import org.waypost.operations.StatisticsBook.Rate;
import org.waypost.operations.StatisticsBook.Series;
import org.waypost.operations.StatisticsBook.Statistic;

/**
 * The values of all statistics at the end of each of the last {@value #SECONDS} seconds. A statistic has a column of its own from when
 * it was first seen; a sample is an array of values by column.
 */
final class Samples {

    static final int SECONDS = 600;

    /** Statistics that are known, so that names that are made up by scripts do not fill memory. */
    private static final int MOST_COLUMNS = 5000;

    private static final long ABSENT = Long.MIN_VALUE;
    private static final double NANOS = 1e9;

    /** By {@code group:name}. */
    private final Map<String, Column> columns = new TreeMap<>();

    /** One more than there are seconds; the oldest is overwritten by the next. */
    private final Sample[] ring = new Sample[SECONDS + 1];

    private int count;

    private record Column(int index, String group, String name, boolean gauge) {}

    private record Sample(long nanos, long epoch, long[] values) {

        long value(Column column) {
            return column.index < values.length ? values[column.index] : ABSENT;
        }
    }

    /**
     * Adds a sample.
     *
     * @param nanos when it was taken, by {@link System#nanoTime()}
     * @param epoch the same in epoch seconds
     */
    synchronized void add(long nanos, long epoch, List<Statistic> statistics) {
        for (Statistic each : statistics) {
            if (columns.size() < MOST_COLUMNS) {
                columns.computeIfAbsent(
                        each.id(), id -> new Column(columns.size(), each.group(), each.name(), each.gauge()));
            }
        }
        long[] values = new long[columns.size()];
        Arrays.fill(values, ABSENT);
        for (Statistic each : statistics) {
            Column column = columns.get(each.id());
            if (column != null) {
                values[column.index] = each.value();
            }
        }
        ring[count++ % ring.length] = new Sample(nanos, epoch, values);
    }

    /** Per second, over the last second, ten and sixty. */
    synchronized List<Rate> rates(Selection wanted) {
        List<Rate> rates = new ArrayList<>();
        for (Column column : columns.values()) {
            if (!column.gauge && wanted.has(column.group, column.name)) {
                rates.add(new Rate(column.group, column.name, rate(column, 1), rate(column, 10), rate(column, 60)));
            }
        }
        return rates;
    }

    synchronized History history(Selection wanted, int seconds) {
        int size = Math.max(0, Math.min(Math.min(seconds, SECONDS), available() - 1));
        List<Series> series = new ArrayList<>();
        for (Column column : columns.values()) {
            if (wanted.has(column.group, column.name)) {
                List<Double> values = new ArrayList<>(size);
                for (int back = size - 1; back >= 0; back--) {
                    values.add(column.gauge ? gauge(column, back) : rate(column, back + 1, back));
                }
                series.add(new Series(column.group, column.name, column.gauge, values));
            }
        }
        return new History(count == 0 ? 0 : back(0).epoch, size, series);
    }

    private double rate(Column column, int seconds) {
        double rate = rate(column, Math.min(seconds, available() - 1), 0);
        return Double.isNaN(rate) ? 0 : rate;
    }

    /** How often it counted per second from the sample so many back to that so many back. */
    private double rate(Column column, int from, int to) {
        long counted = 0;
        long nanos = 0;
        for (int back = from; back > to; back--) {
            Sample before = back(back);
            Sample after = back(back - 1);
            long then = before.value(column);
            long now = after.value(column);
            if (then != ABSENT && now != ABSENT) {
                // one that went down began anew
                counted += now >= then ? now - then : now;
                nanos += after.nanos - before.nanos;
            }
        }
        return nanos == 0 ? Double.NaN : counted * NANOS / nanos;
    }

    private double gauge(Column column, int back) {
        long value = back(back).value(column);
        return value == ABSENT ? Double.NaN : value;
    }

    private int available() {
        return Math.min(count, ring.length);
    }

    private Sample back(int samples) {
        return ring[(count - 1 - samples) % ring.length];
    }
}
