package org.waypost.sip.transport.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.FlowSecurity;
import org.waypost.sip.transport.tcp.Link;

/** Keeps a connection shut until its handshake is done, ends one that takes too long, and tells the connection what was agreed on. */
final class Handshake extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(Handshake.class);

    private final Link link;
    private final TlsCounters counters;
    private final int seconds;
    private final Runnable ended;
    private TlsContext context;
    private String serverName = "";
    private ScheduledFuture<?> limit;
    private boolean underWay = true;

    /** @param ended run once, when it is over in whichever way */
    Handshake(Link link, TlsCounters counters, int seconds, Runnable ended) {
        this.link = link;
        this.counters = counters;
        this.seconds = seconds;
        this.ended = ended;
    }

    /** What was chosen for it. */
    void use(TlsContext chosen, String asked) {
        context = chosen;
        serverName = asked;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext channel) {
        channel.channel().closeFuture().addListener(closed -> over());
    }

    @Override
    public void channelActive(ChannelHandlerContext channel) {
        limit = channel.executor()
                .schedule(
                        () -> {
                            if (underWay) {
                                counters.timeout.increment();
                                LOG.debug("The TLS handshake with {} takes more than {} s", link.remote(), seconds);
                                channel.close();
                            }
                        },
                        seconds,
                        TimeUnit.SECONDS);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext channel, Object event) {
        if (event instanceof SslHandshakeCompletionEvent completion && underWay) {
            if (completion.isSuccess()) {
                succeeded(channel);
            } else {
                failed(channel, completion.cause());
            }
        } else if (event instanceof SslCloseCompletionEvent) {
            channel.close();
        } else {
            channel.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext channel, Throwable failure) {
        if (underWay) {
            failed(channel, failure);
        } else {
            LOG.debug("The TLS connection with {} ends: {}", link.remote(), failure.getMessage());
            channel.close();
        }
    }

    private void succeeded(ChannelHandlerContext channel) {
        over();
        (link.isOutgoing() ? counters.connected : counters.accepted).increment();
        SSLSession session = channel.pipeline().get(SslHandler.class).engine().getSession();
        Profile profile = context.profile();
        FlowSecurity agreed = new FlowSecurity(session, serverName, false);
        boolean verified = (profile.verify() || profile.require())
                && agreed.peerCertificate().isPresent();
        link.secured(verified ? new FlowSecurity(session, serverName, true) : agreed);
        channel.fireChannelActive();
    }

    private void failed(ChannelHandlerContext channel, Throwable cause) {
        over();
        counters.failed.increment();
        LOG.debug("The TLS handshake with {} failed: {}", link.remote(), String.valueOf(cause.getMessage()));
        channel.close();
    }

    private void over() {
        if (underWay) {
            underWay = false;
            if (limit != null) {
                limit.cancel(false);
            }
            ended.run();
        }
    }
}
