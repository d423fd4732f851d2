package org.waypost.sip.transport.listen;

import java.util.function.ObjLongConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.sip.StatisticsGroup;

/** Publishes the counters of messages: the statistics group {@code core}. */
@Component
public final class CoreStatistics implements StatisticsGroup {

    private final StatisticsGroup counters;

    @Activate
    public CoreStatistics(@Reference SocketTransport transport) {
        counters = transport.dispatcher().counters();
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
    public void reset() {
        counters.reset();
    }
}
