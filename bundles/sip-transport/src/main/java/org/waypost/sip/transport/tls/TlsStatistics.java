package org.waypost.sip.transport.tls;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.sip.StatisticsGroup;
import org.waypost.sip.transport.PublishedStatistics;

/** Publishes the counters of handshakes: the statistics group {@code tls}. */
@Component(service = StatisticsGroup.class)
public final class TlsStatistics extends PublishedStatistics {

    @Activate
    public TlsStatistics(@Reference TlsLayer layer) {
        super(layer.statistics());
    }
}
