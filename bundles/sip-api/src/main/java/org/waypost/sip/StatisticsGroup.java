package org.waypost.sip;

import java.util.function.ObjLongConsumer;

/** A whiteboard service: named counters and gauges, as the shell and the management interfaces show them. */
public interface StatisticsGroup {

    /** The group, such as {@code registrar}; Kamailio's names where it has them. */
    String group();

    /** Hands out each name and its value now. */
    void collect(ObjLongConsumer<String> sink);

    /** As {@link #collect}, but leaves out what takes long to find out: for who asks every second. */
    default void sample(ObjLongConsumer<String> sink) {
        collect(sink);
    }

    /** Whether that one goes up and down, or is a setting; else it counts, and begins anew after {@link #reset()}. */
    default boolean isGauge(String name) {
        return false;
    }

    /** Sets the counters back to 0; gauges stay. */
    void reset();
}
