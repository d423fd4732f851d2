package org.waypost.bench.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * The baseline of every figure: the least a Java server can do for a datagram. One blocking reader, one reused buffer, and what
 * came is sent back.
 */
public final class EchoMain {

    private static final int RECEIVE_BUFFER = 4 << 20;

    private EchoMain() {}

    /** @param args the port on the loopback address */
    public static void main(String[] args) throws IOException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
            channel.bind(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])));
            ByteBuffer buffer = ByteBuffer.allocateDirect(65_536);
            while (true) {
                buffer.clear();
                SocketAddress source = channel.receive(buffer);
                buffer.flip();
                channel.send(buffer, source);
            }
        }
    }
}
