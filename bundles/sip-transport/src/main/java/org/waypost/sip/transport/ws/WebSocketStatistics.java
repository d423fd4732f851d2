package org.waypost.sip.transport.ws;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.sip.StatisticsGroup;
import org.waypost.sip.transport.PublishedStatistics;

/** Publishes the counters of WebSockets: the statistics group {@code websocket}. */
@Component(service = StatisticsGroup.class)
public final class WebSocketStatistics extends PublishedStatistics {

    @Activate
    public WebSocketStatistics(@Reference WebSocketLayer layer) {
        super(layer.counters());
    }
}
