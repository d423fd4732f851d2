package org.waypost.sip.transport.listen;

import java.util.function.ObjLongConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.sip.StatisticsGroup;

/** Publishes the counters of connections: the statistics group {@code tcp}. */
@Component
public final class TcpStatistics implements StatisticsGroup {

    private final StatisticsGroup counters;

    @Activate
    public TcpStatistics(@Reference SocketTransport transport) {
        counters = transport.tcpStatistics();
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
