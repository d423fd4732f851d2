package org.waypost.sip.transport.ws;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.waypost.sip.transport.tcp.Link;

/** Turns a connection that speaks HTTP into a WebSocket, or ends it: one request is read, within limits of length and time. */
final class Upgrade extends ChannelInboundHandlerAdapter {

    private static final int LONGEST_LINE = 4096;

    private final WebSocketLayer layer;
    private final WebSocketSettings settings;
    private final Link link;
    private final HttpRequestDecoder decoder;
    private final HttpResponseEncoder encoder = new HttpResponseEncoder();
    private Future<?> deadline;
    private boolean accepted;
    private boolean answered;

    Upgrade(WebSocketLayer layer, Link link) {
        this.layer = layer;
        this.settings = layer.settings();
        this.link = link;
        this.decoder = new HttpRequestDecoder(new HttpDecoderConfig()
                .setMaxInitialLineLength(Math.min(LONGEST_LINE, settings.mostHeaderOctets()))
                .setMaxHeaderSize(settings.mostHeaderOctets()));
    }

    void addTo(ChannelPipeline pipeline) {
        pipeline.addLast(decoder, encoder, this);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        deadline = context.executor()
                .schedule(() -> refuse(context, Handshake.tooSlow()), settings.upgradeSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (answered) {
                return;
            }
            if (message instanceof HttpRequest request) {
                FullHttpResponse answer = new Handshake(layer.settings()).answer(request);
                if (!answer.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
                    refuse(context, answer);
                } else if (!hasPlace(request)) {
                    answer.release();
                    refuse(context, Handshake.tooMany());
                } else {
                    accepted = true;
                    context.writeAndFlush(answer);
                }
            } else if (accepted && message instanceof LastHttpContent) {
                answered = true;
                upgrade(context);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    private boolean hasPlace(HttpRequest request) {
        return ForwardedFor.client(
                        link.remote().getAddress(),
                        request.headers().getAll("X-Forwarded-For"),
                        layer.settings().trustedProxies())
                .map(link::isOnBehalfOf)
                .orElse(true);
    }

    private void refuse(ChannelHandlerContext context, FullHttpResponse answer) {
        if (answered) {
            answer.release();
            return;
        }
        answered = true;
        layer.counters().failedHandshake();
        context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    // What came behind the request is handed on when the HTTP decoder goes: last, when everything else is in place.
    private void upgrade(ChannelHandlerContext context) {
        ChannelPipeline pipeline = context.pipeline();
        SipFrames frames = new SipFrames(layer, link);
        // Netty would close the connection without telling SipFrames.
        WebSocketDecoderConfig framing = WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(true)
                .allowMaskMismatch(false)
                .allowExtensions(false)
                .maxFramePayloadLength(link.settings().largestMessage())
                .closeOnProtocolViolation(false)
                .build();
        FrameDecoder frameDecoder = new FrameDecoder(framing);
        link.watchParts(frameDecoder::part);
        String before = context.name();
        pipeline.addAfter(before, "sip-frames", frames);
        pipeline.addAfter(before, "ws-text", new Utf8FrameValidator(false));
        pipeline.addAfter(before, "ws-decoder", frameDecoder);
        pipeline.addAfter(before, "ws-encoder", new WebSocket13FrameEncoder(false));
        pipeline.remove(this);
        pipeline.remove(encoder);
        frames.begin();
        pipeline.remove(decoder);
    }

    /** Reads frames, and tells how much it holds of one. */
    private static final class FrameDecoder extends WebSocket13FrameDecoder {

        FrameDecoder(WebSocketDecoderConfig config) {
            super(config);
        }

        int part() {
            return actualReadableBytes();
        }
    }
}
