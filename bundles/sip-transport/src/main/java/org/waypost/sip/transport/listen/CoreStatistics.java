package org.waypost.sip.transport.listen;

import java.util.function.ObjLongConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.sip.StatisticsGroup;

/** Publishes the counters of messages: the statistics group {@code core}. State: what came and went before the last reset. */
@Component
public final class CoreStatistics implements StatisticsGroup {

    private final SocketTransport transport;
    private final StatisticsGroup counters;
    private volatile long receivedBefore;
    private volatile long sentBefore;

    @Activate
    public CoreStatistics(@Reference SocketTransport transport) {
        this.transport = transport;
        counters = transport.dispatcher().counters();
    }

    @Override
    public String group() {
        return counters.group();
    }

    @Override
    public void collect(ObjLongConsumer<String> sink) {
        counters.collect(sink);
        sink.accept("messages_in", transport.received() - receivedBefore);
        sink.accept("messages_out", transport.sent() - sentBefore);
    }

    @Override
    public void reset() {
        counters.reset();
        receivedBefore = transport.received();
        sentBefore = transport.sent();
    }
}
