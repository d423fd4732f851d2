package org.waypost.sip.transport;

import java.util.function.ObjLongConsumer;
import org.waypost.sip.StatisticsGroup;

/** Counters that belong to something else, as a service of their own: whoever publishes some extends it as a component. */
public abstract class PublishedStatistics implements StatisticsGroup {

    private final StatisticsGroup counters;

    protected PublishedStatistics(StatisticsGroup counters) {
        this.counters = counters;
    }

    @Override
    public final String group() {
        return counters.group();
    }

    @Override
    public final void collect(ObjLongConsumer<String> sink) {
        counters.collect(sink);
    }

    @Override
    public final boolean isGauge(String name) {
        return counters.isGauge(name);
    }

    @Override
    public final void reset() {
        counters.reset();
    }
}
