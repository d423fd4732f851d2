package org.waypost.sip.transport.tcp;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.channels.spi.SelectorProvider;
import java.util.function.Function;
import org.waypost.sip.Flow;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.Listener;
import org.waypost.sip.transport.ListenerCounters;
import org.waypost.sip.transport.LocalPoint;

/** A socket that accepts connections of one transport. */
public final class TcpListener implements Listener {

    private static final int BACKLOG = 1024;

    private final TcpEngine engine;
    private final Channel channel;
    private final InetSocketAddress bound;
    private final ListenerCounters counters = new ListenerCounters();
    private volatile LocalPoint point;

    /**
     * Binds the socket; nothing is accepted before {@link #start()}.
     *
     * @param naming makes the listen point of the address that was really bound
     */
    public TcpListener(
            TcpEngine engine,
            Transport transport,
            InetSocketAddress address,
            Function<InetSocketAddress, LocalPoint> naming)
            throws IOException {
        if (!engine.knows(transport)) {
            throw new IOException("there is no " + transport + " here");
        }
        this.engine = engine;
        ChannelFuture bind = new ServerBootstrap()
                .group(engine.loops())
                .channelFactory(() -> new NioServerSocketChannel(SelectorProvider.provider(), family(address)))
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel accepted) {
                        admit(accepted);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bind.isSuccess()) {
            throw new IOException(bind.cause().getMessage(), bind.cause());
        }
        channel = bind.channel();
        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
                engine.notAccepted(failure);
            }
        });
        bound = (InetSocketAddress) channel.localAddress();
        point = naming.apply(bound);
    }

    @Override
    public LocalPoint point() {
        return point;
    }

    @Override
    public ListenerCounters counters() {
        return counters;
    }

    @Override
    public void start() {
        channel.config().setAutoRead(true);
    }

    @Override
    public void rename(Function<InetSocketAddress, LocalPoint> naming) {
        LocalPoint renamed = naming.apply(bound);
        if (!renamed.equals(point)) {
            point = renamed;
        }
    }

    @Override
    public Flow flowTo(InetSocketAddress remote) {
        return engine.connect(this, remote, true);
    }

    @Override
    public Flow openFlowTo(InetSocketAddress remote) {
        return engine.connect(this, remote, false);
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
        engine.closeAll(this);
    }

    // Left to itself, a socket for 0.0.0.0 would be one for [::].
    private static SocketProtocolFamily family(InetSocketAddress address) {
        return address.getAddress() instanceof Inet4Address ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
    }

    private void admit(SocketChannel accepted) {
        InetSocketAddress remote = accepted.remoteAddress();
        if (remote == null) {
            accepted.close();
            return;
        }
        engine.accept(this, remote)
                .ifPresentOrElse(
                        connection -> {
                            connection.attach(accepted);
                            // accepted before this was closed, and too late to be found by closeAll
                            if (!channel.isOpen()) {
                                connection.close();
                            }
                        },
                        accepted::close);
    }
}
