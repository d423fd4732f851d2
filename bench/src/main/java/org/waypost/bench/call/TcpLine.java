package org.waypost.bench.call;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.waypost.bench.load.Addresses;
import org.waypost.bench.load.Readers;
import org.waypost.bench.load.ReplyFramer;

/** Some TCP connections with a reader each. */
final class TcpLine implements Line {

    private static final int CONNECTIONS = 8;

    private final List<SocketChannel> channels = new ArrayList<>();
    private final List<Thread> readers = new ArrayList<>();
    private final Handler handler;

    TcpLine(InetSocketAddress target, Handler handler) throws IOException {
        this.handler = handler;
        for (int i = 0; i < CONNECTIONS; i++) {
            int connection = i;
            SocketChannel channel = SocketChannel.open(target);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Thread reader = new Thread(() -> read(channel, connection), "phone-" + i);
            reader.setDaemon(true);
            channels.add(channel);
            readers.add(reader);
        }
        readers.forEach(Thread::start);
    }

    @Override
    public int connections() {
        return CONNECTIONS;
    }

    @Override
    public String local(int connection) {
        try {
            return Addresses.text((InetSocketAddress) channels.get(connection).getLocalAddress());
        } catch (IOException e) {
            throw new IllegalStateException("connection " + connection + " is closed", e);
        }
    }

    @Override
    public void send(int connection, String message) throws IOException {
        SocketChannel channel = channels.get(connection);
        ByteBuffer octets = ByteBuffer.wrap(message.getBytes(StandardCharsets.ISO_8859_1));
        // Messages of two threads must not get into one another.
        synchronized (channel) {
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
        }
    }

    @Override
    public void close() {
        for (int i = 0; i < CONNECTIONS; i++) {
            Readers.stop(channels.get(i), readers.get(i));
        }
    }

    private void read(SocketChannel channel, int connection) {
        ReplyFramer framer = new ReplyFramer();
        try {
            while (channel.read(framer.space()) >= 0) {
                framer.each((octets, from, to) -> handle(connection, octets, from, to));
            }
        } catch (ClosedChannelException e) {
            // The end of the run.
        } catch (IOException e) {
            System.err.println("bench: a phone: " + e);
        }
    }

    private void handle(int connection, byte[] octets, int from, int to) {
        try {
            handler.message(connection, octets, from, to);
        } catch (IOException | RuntimeException e) {
            System.err.println("bench: a phone: " + e);
        }
    }
}
