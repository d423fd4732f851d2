package org.waypost.sip.transport.tls;

import java.util.function.ObjLongConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.sip.StatisticsGroup;

/** Publishes the counters of handshakes: the statistics group {@code tls}. */
@Component
public final class TlsStatistics implements StatisticsGroup {

    private final StatisticsGroup counters;

    @Activate
    public TlsStatistics(@Reference TlsLayer layer) {
        counters = layer.statistics();
    }

    @Override
    public String group() {
        return counters.group();
    }

    @Override
    public void collect(ObjLongConsumer<String> sink) {
        counters.collect(sink);
    }

    @Override
    public boolean isGauge(String name) {
        return counters.isGauge(name);
    }

    @Override
    public void reset() {
        counters.reset();
    }
}
