package org.waypost.sip.transport.listen;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.sip.StatisticsGroup;
import org.waypost.sip.transport.PublishedStatistics;

/** Publishes the counters of connections: the statistics group {@code tcp}. */
@Component(service = StatisticsGroup.class)
public final class TcpStatistics extends PublishedStatistics {

    @Activate
    public TcpStatistics(@Reference SocketTransport transport) {
        super(transport.tcpStatistics());
    }
}
