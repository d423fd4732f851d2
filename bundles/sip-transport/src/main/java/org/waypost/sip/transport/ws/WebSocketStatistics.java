package org.waypost.sip.transport.ws;

import java.util.function.ObjLongConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.sip.StatisticsGroup;

/** Publishes the counters of WebSockets: the statistics group {@code websocket}. */
@Component
public final class WebSocketStatistics implements StatisticsGroup {

    private final StatisticsGroup counters;

    @Activate
    public WebSocketStatistics(@Reference WebSocketLayer layer) {
        counters = layer.counters();
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
