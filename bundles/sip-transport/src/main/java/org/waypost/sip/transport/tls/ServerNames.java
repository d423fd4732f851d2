package org.waypost.sip.transport.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Waits for a client to say which server it asks for (SNI, RFC 6066 3), and goes on with the profile of that name. */
final class ServerNames extends AbstractSniHandler<TlsContext> {

    /** Octets of a ClientHello, above what any real one has. */
    private static final int LONGEST = 16 * 1024;

    private final Function<String, TlsContext> choice;
    private final BiConsumer<TlsContext, String> chosen;

    /**
     * Goes before the handler of TLS.
     *
     * @param choice the profile of a name; throws if there is none
     * @param chosen puts the handler of TLS in the place of this one
     */
    ServerNames(Function<String, TlsContext> choice, BiConsumer<TlsContext, String> chosen) {
        super(LONGEST, 0);
        this.choice = choice;
        this.chosen = chosen;
    }

    @Override
    protected Future<TlsContext> lookup(ChannelHandlerContext channel, String name) {
        try {
            return channel.executor().newSucceededFuture(choice.apply(name == null ? "" : name));
        } catch (TlsFault none) {
            return channel.executor().newFailedFuture(none);
        }
    }

    @Override
    protected void onLookupComplete(ChannelHandlerContext channel, String name, Future<TlsContext> found) {
        if (found.isSuccess()) {
            chosen.accept(found.getNow(), name == null ? "" : name);
        } else {
            channel.fireExceptionCaught(found.cause());
        }
    }
}
