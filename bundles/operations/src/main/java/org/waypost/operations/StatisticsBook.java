package org.waypost.operations;

import java.util.List;
import java.util.SortedMap;

/**
 * The statistics of all bundles. A selector is {@code all}, a group as {@code registrar:}, one as {@code registrar:accepted_regs}, or
 * its bare name; no selector at all means all; one that matches nothing gives nothing.
 */
public interface StatisticsBook {

    /**
     * A statistic.
     *
     * @param group such as {@code registrar}
     * @param name such as {@code accepted_regs}
     * @param gauge whether it goes up and down, and cannot be cleared; else it counts
     */
    record Statistic(String group, String name, boolean gauge, long value) {

        /** As {@code group:name}. */
        public String id() {
            return group + ":" + name;
        }
    }

    /**
     * A statistic that was cleared.
     *
     * @param now after that; of a gauge what it was
     * @param then before
     */
    record Cleared(String group, String name, long now, long then) {}

    /** How quickly a statistic counts, per second, over the last second, ten and sixty; as long as the server runs if that is less. */
    record Rate(String group, String name, double second, double tenSeconds, double minute) {}

    /**
     * A statistic over time.
     *
     * @param values one for each second: how often it counted in it, or of a gauge its value at the end of it; NaN where it was not there
     */
    record Series(String group, String name, boolean gauge, List<Double> values) {}

    /**
     * Statistics over time.
     *
     * @param end epoch seconds of the last value
     * @param seconds how many values each series has
     */
    record History(long end, int seconds, List<Series> series) {}

    /** The statistics as they are now, in order of group and name. */
    List<Statistic> read(List<String> selectors);

    /** Those under {@code group:name}. */
    SortedMap<String, Long> values(List<String> selectors);

    /** Sets counters back to 0 (Kamailio's stats.clear_statistics) and tells what they were. */
    List<Cleared> clear(List<String> selectors);

    /** Sets counters back to 0 (Kamailio's stats.reset_statistics). */
    default void reset(List<String> selectors) {
        clear(selectors);
    }

    /** The rates of counters. */
    List<Rate> rates(List<String> selectors);

    /** The last seconds, at most 600; less if the server has not run so long. */
    History history(List<String> selectors, int seconds);
}
