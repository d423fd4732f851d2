package org.waypost.sip.transport.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Ends a connection whose peer begins a second handshake, which TLS 1.2 lets it and which costs this side more. It reads the headers of
 * the records alone: after the peer has changed its cipher, one record of the type handshake ends the first handshake, and any further one
 * begins another. With TLS 1.3 there is at most one, the second ClientHello or the ServerHello; the rest is hidden and no new handshake.
 */
final class RenegotiationGuard extends ChannelInboundHandlerAdapter {

    private static final int HEADER = 5;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int HANDSHAKE = 22;

    private final Runnable refused;
    private int inHeader;
    private int type;
    private int left;
    private boolean changed;
    private boolean finished;

    RenegotiationGuard(Runnable refused) {
        this.refused = refused;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf buffer = (ByteBuf) message;
        if (isAnother(buffer)) {
            buffer.release();
            refused.run();
            context.close();
        } else {
            context.fireChannelRead(message);
        }
    }

    private boolean isAnother(ByteBuf buffer) {
        int at = buffer.readerIndex();
        while (at < buffer.writerIndex()) {
            if (inHeader < HEADER) {
                int octet = buffer.getUnsignedByte(at++);
                if (inHeader == 0) {
                    type = octet;
                    left = 0;
                } else if (inHeader >= 3) {
                    left = left << 8 | octet;
                }
                inHeader++;
                if (inHeader == HEADER && isSecond()) {
                    return true;
                }
            } else {
                int length = Math.min(left, buffer.writerIndex() - at);
                at += length;
                left -= length;
            }
            if (inHeader == HEADER && left == 0) {
                inHeader = 0;
            }
        }
        return false;
    }

    private boolean isSecond() {
        if (type == CHANGE_CIPHER_SPEC) {
            changed = true;
        }
        if (type != HANDSHAKE || !changed) {
            return false;
        }
        boolean second = finished;
        finished = true;
        return second;
    }
}
