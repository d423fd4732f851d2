package org.waypost.sip.transport.ws;

import io.netty.channel.ChannelPipeline;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.transport.tcp.Layer;
import org.waypost.sip.transport.tcp.Link;

/** SIP over WebSocket (RFC 7118) on the connections of ws and wss listeners. */
@Component(service = WebSocketLayer.class, configurationPid = "waypost.websocket")
@Designate(ocd = WebSocketParameters.class)
public final class WebSocketLayer implements Layer {

    private static final Logger LOG = LoggerFactory.getLogger(WebSocketLayer.class);

    private final Set<SipFrames> open = ConcurrentHashMap.newKeySet();
    private final WebSocketCounters counters = new WebSocketCounters(open::size);
    private volatile WebSocketSettings settings = WebSocketSettings.DEFAULTS;

    @Activate
    @Modified
    void configure(WebSocketParameters parameters, Map<String, Object> raw) {
        WebSocketSettings before = settings;
        WebSocketSettings now = WebSocketSettings.of(parameters, raw, before, LOG::warn);
        settings = now;
        if (now.keepsAliveUnlike(before)) {
            open.forEach(SipFrames::settingsChanged);
        }
    }

    @Override
    public void prepare(ChannelPipeline pipeline, Link link) {
        new Upgrade(this, link).addTo(pipeline);
    }

    @Override
    public boolean wholeMessages() {
        return true;
    }

    @Override
    public boolean isAcceptedOnly() {
        return true;
    }

    WebSocketSettings settings() {
        return settings;
    }

    WebSocketCounters counters() {
        return counters;
    }

    void opened(SipFrames connection) {
        open.add(connection);
        counters.opened();
    }

    /** @param byPeer whether the peer ended it in an orderly way */
    void closed(SipFrames connection, boolean byPeer) {
        if (open.remove(connection)) {
            counters.closed(byPeer);
        }
    }
}
