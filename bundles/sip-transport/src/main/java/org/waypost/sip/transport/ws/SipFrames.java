package org.waypost.sip.transport.ws;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.concurrent.Future;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.waypost.sip.Flow;
import org.waypost.sip.transport.tcp.Link;

/**
 * Carries SIP messages in WebSocket messages, one in each (RFC 7118 5), answers pings, notices that a silent client is gone, and ends
 * a connection as RFC 6455 7 wants it. All on the event loop of the connection.
 */
final class SipFrames extends ChannelDuplexHandler {

    private static final int CLOSE_SECONDS = 2;

    private final WebSocketLayer layer;
    private final Link link;
    private ChannelHandlerContext context;
    private ByteBuf fragments = Unpooled.EMPTY_BUFFER;
    private WebSocketCloseStatus status = WebSocketCloseStatus.ENDPOINT_UNAVAILABLE;
    private ChannelPromise closing;
    private boolean peerClosed;
    private boolean failed;
    private Future<?> keepalive;
    private long lastUsed;
    private boolean awaitsPong;

    SipFrames(WebSocketLayer layer, Link link) {
        this.layer = layer;
        this.link = link;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    /** The number of the connection. */
    int id() {
        return link.id();
    }

    Flow flow() {
        return link.flow();
    }

    /** The connection is a WebSocket from now on. */
    void begin() {
        lastUsed = now();
        link.watchParts(() -> fragments == Unpooled.EMPTY_BUFFER ? 0 : Math.max(1, fragments.readableBytes()));
        layer.opened(this);
        scheduleKeepalive();
        context.fireChannelActive();
    }

    /** The parameters about silent connections have changed. */
    void settingsChanged() {
        context.executor().execute(() -> {
            if (keepalive != null) {
                keepalive.cancel(false);
            }
            if (context.channel().isActive()) {
                scheduleKeepalive();
            }
        });
    }

    /** Sends a ping or a pong that nobody waits for. */
    void sendAtOnce(WebSocketFrame frame) {
        context.executor().execute(() -> {
            if (closing == null && context.channel().isWritable()) {
                send(frame);
            } else {
                frame.release();
            }
        });
    }

    /** Ends the connection with that status. */
    void endWith(WebSocketCloseStatus why) {
        context.executor().execute(() -> end(why));
    }

    @Override
    public void channelRead(ChannelHandlerContext ignored, Object message) {
        WebSocketFrame frame = (WebSocketFrame) message;
        try {
            layer.counters().receivedFrame();
            lastUsed = now();
            awaitsPong = false;
            if (frame instanceof CloseWebSocketFrame close) {
                closedByPeer(close);
            } else if (closing == null) {
                read(frame);
            }
        } finally {
            frame.release();
        }
    }

    private void read(WebSocketFrame frame) {
        if (frame instanceof PingWebSocketFrame) {
            link.heard();
            // Only the last ping has to be answered (RFC 6455 5.5.2): none while the peer does not read.
            if (context.channel().isWritable()) {
                send(new PongWebSocketFrame(frame.content().retain()));
            }
        } else if (frame instanceof PongWebSocketFrame) {
            link.heard();
        } else if (frame.isFinalFragment() && !(frame instanceof ContinuationWebSocketFrame)) {
            context.fireChannelRead(frame.content().retain());
        } else {
            readFragment(frame);
        }
    }

    private void readFragment(WebSocketFrame frame) {
        int length = fragments.readableBytes() + frame.content().readableBytes();
        if (length > link.settings().largestMessage()) {
            fail(WebSocketCloseStatus.MESSAGE_TOO_BIG);
            return;
        }
        if (fragments == Unpooled.EMPTY_BUFFER) {
            fragments = context.alloc().buffer(frame.content().readableBytes());
        }
        fragments.writeBytes(frame.content());
        if (frame.isFinalFragment()) {
            ByteBuf whole = fragments;
            fragments = Unpooled.EMPTY_BUFFER;
            context.fireChannelRead(whole);
        }
    }

    @Override
    public void write(ChannelHandlerContext ignored, Object message, ChannelPromise promise) {
        ByteBuf octets = (ByteBuf) message;
        if (closing != null) {
            octets.release();
            promise.setFailure(new ClosedChannelException());
            return;
        }
        lastUsed = now();
        layer.counters().sentFrame();
        // RFC 7118 5: what is no UTF-8 cannot be text.
        boolean text = ByteBufUtil.isText(octets, StandardCharsets.UTF_8);
        context.write(text ? new TextWebSocketFrame(octets) : new BinaryWebSocketFrame(octets), promise);
    }

    @Override
    public void close(ChannelHandlerContext ignored, ChannelPromise promise) {
        if (closing != null
                || !context.channel().isActive()
                || !context.channel().isWritable()) {
            context.close(promise);
            return;
        }
        closing = promise;
        layer.counters().sentFrame();
        context.writeAndFlush(new CloseWebSocketFrame(status)).addListener(written -> {
            if (peerClosed || failed) {
                context.close(promise);
            } else {
                context.executor().schedule(() -> context.close(promise), CLOSE_SECONDS, TimeUnit.SECONDS);
            }
        });
    }

    @Override
    public void channelInactive(ChannelHandlerContext ignored) {
        layer.closed(this, peerClosed);
        if (keepalive != null) {
            keepalive.cancel(false);
        }
        fragments.release();
        fragments = Unpooled.EMPTY_BUFFER;
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ignored, Throwable failure) {
        if (failure instanceof CorruptedWebSocketFrameException broken) {
            fail(broken.closeStatus());
        } else {
            context.fireExceptionCaught(failure);
        }
    }

    private void closedByPeer(CloseWebSocketFrame close) {
        if (closing != null) {
            context.close(closing);
            return;
        }
        peerClosed = true;
        int code = close.statusCode();
        end(code < 0 ? WebSocketCloseStatus.NORMAL_CLOSURE : WebSocketCloseStatus.valueOf(code));
    }

    // The connection behind hears that it has ended, and closes the channel, which sends the status.
    private void end(WebSocketCloseStatus why) {
        if (closing == null) {
            status = why;
            context.fireChannelInactive();
        }
    }

    // RFC 6455 7.1.7: nothing more is expected of the peer.
    private void fail(WebSocketCloseStatus why) {
        layer.counters().failedConnection();
        failed = true;
        end(why);
    }

    private void send(WebSocketFrame frame) {
        lastUsed = now();
        layer.counters().sentFrame();
        context.writeAndFlush(frame);
    }

    private long now() {
        return context.executor().ticker().nanoTime();
    }

    private void scheduleKeepalive() {
        WebSocketSettings settings = layer.settings();
        if (settings.keepalive() != WebSocketSettings.Keepalive.NONE) {
            long left = TimeUnit.SECONDS.toNanos(settings.keepaliveSeconds()) - (now() - lastUsed);
            keepalive = context.executor().schedule(this::keepAlive, Math.max(left, 1_000_000), TimeUnit.NANOSECONDS);
        }
    }

    private void keepAlive() {
        WebSocketSettings settings = layer.settings();
        if (closing != null) {
            return;
        }
        if (now() - lastUsed >= TimeUnit.SECONDS.toNanos(settings.keepaliveSeconds())) {
            if (awaitsPong) {
                fail(WebSocketCloseStatus.ENDPOINT_UNAVAILABLE);
                return;
            }
            ByteBuf data = Unpooled.wrappedBuffer(settings.pingOctets());
            if (settings.keepalive() == WebSocketSettings.Keepalive.PING) {
                send(new PingWebSocketFrame(data));
                awaitsPong = true;
            } else {
                send(new PongWebSocketFrame(data));
            }
        }
        scheduleKeepalive();
    }
}
