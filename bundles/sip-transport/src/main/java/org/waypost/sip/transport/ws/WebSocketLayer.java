package org.waypost.sip.transport.ws;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.Flow;
import org.waypost.sip.WebSocketControl;
import org.waypost.sip.transport.tcp.Layer;
import org.waypost.sip.transport.tcp.Link;

/** SIP over WebSocket (RFC 7118) on the connections of ws and wss listeners. */
@Component(
        service = {WebSocketLayer.class, WebSocketControl.class},
        configurationPid = "waypost.websocket")
@Designate(ocd = WebSocketParameters.class)
public final class WebSocketLayer implements Layer, WebSocketControl {

    private static final Logger LOG = LoggerFactory.getLogger(WebSocketLayer.class);

    // RFC 6455 5.5: 125 octets with the status
    private static final int LONGEST_REASON = 123;

    private final Map<Integer, SipFrames> open = new ConcurrentHashMap<>();
    private final WebSocketCounters counters = new WebSocketCounters(open::size);
    private volatile WebSocketSettings settings = WebSocketSettings.DEFAULTS;
    private volatile Consumer<Flow> closedListener = flow -> {};

    @Activate
    @Modified
    void configure(WebSocketParameters parameters, Map<String, Object> raw) {
        WebSocketSettings before = settings;
        WebSocketSettings now = WebSocketSettings.of(parameters, raw, before, LOG::warn);
        settings = now;
        if (now.keepsAliveUnlike(before)) {
            open.values().forEach(SipFrames::settingsChanged);
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

    @Override
    public boolean ping(int id) {
        return send(id, new PingWebSocketFrame(Unpooled.wrappedBuffer(settings.pingOctets())));
    }

    @Override
    public boolean pong(int id) {
        return send(id, new PongWebSocketFrame(Unpooled.wrappedBuffer(settings.pingOctets())));
    }

    @Override
    public boolean close(int id, int status, String reason) {
        if (!WebSocketCloseStatus.isValidStatusCode(status)
                || reason.getBytes(StandardCharsets.UTF_8).length > LONGEST_REASON) {
            throw new IllegalArgumentException("no WebSocket may be closed with " + status + " '" + reason + "'");
        }
        Optional<SipFrames> connection = Optional.ofNullable(open.get(id));
        connection.ifPresent(frames -> frames.endWith(new WebSocketCloseStatus(status, reason)));
        return connection.isPresent();
    }

    private boolean send(int id, WebSocketFrame frame) {
        SipFrames connection = open.get(id);
        if (connection == null) {
            frame.release();
            return false;
        }
        connection.sendAtOnce(frame);
        return true;
    }

    WebSocketSettings settings() {
        return settings;
    }

    WebSocketCounters counters() {
        return counters;
    }

    /** Tells {@code listener}, and no other, of each WebSocket that ends, on the event loop of its connection. */
    void whenClosed(Consumer<Flow> listener) {
        closedListener = listener;
    }

    void opened(SipFrames connection) {
        open.put(connection.id(), connection);
        counters.opened();
    }

    /** @param byPeer whether the peer ended it in an orderly way */
    void closed(SipFrames connection, boolean byPeer) {
        if (open.remove(connection.id(), connection)) {
            counters.closed(byPeer);
            closedListener.accept(connection.flow());
        }
    }
}
