package org.waypost.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/** Some TCP connections, used in turn, with a reader each. */
final class TcpWire implements Wire {

    static final int CONNECTIONS = 8;

    private final List<SocketChannel> channels = new ArrayList<>();
    private final List<Tally> tallies = new ArrayList<>();
    private final List<Thread> readers = new ArrayList<>();
    private final String local;

    TcpWire(InetSocketAddress target, AtomicLongArray sentAt) throws IOException {
        for (int i = 0; i < CONNECTIONS; i++) {
            SocketChannel channel = SocketChannel.open(target);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Tally tally = new Tally(sentAt);
            Thread reader = new Thread(() -> read(channel, tally), "replies-" + i);
            reader.setDaemon(true);
            channels.add(channel);
            tallies.add(tally);
            readers.add(reader);
        }
        local = Addresses.text((InetSocketAddress) channels.get(0).getLocalAddress());
        readers.forEach(Thread::start);
    }

    @Override
    public String local() {
        return local;
    }

    @Override
    public void send(ByteBuffer message, long sequence) throws IOException {
        SocketChannel channel = channels.get((int) (sequence % CONNECTIONS));
        while (message.hasRemaining()) {
            channel.write(message);
        }
    }

    @Override
    public long answered() {
        long answered = 0;
        for (Tally tally : tallies) {
            answered += tally.answered();
        }
        return answered;
    }

    @Override
    public Iterable<Tally> tallies() {
        return tallies;
    }

    @Override
    public void close() {
        for (int i = 0; i < CONNECTIONS; i++) {
            Readers.stop(channels.get(i), readers.get(i));
        }
    }

    private static void read(SocketChannel channel, Tally tally) {
        ReplyFramer framer = new ReplyFramer();
        try {
            while (channel.read(framer.space()) >= 0) {
                long now = System.nanoTime();
                framer.each((octets, from, to) -> tally.count(octets, from, to, now));
            }
        } catch (ClosedChannelException e) {
            // The end of the run.
        } catch (IOException e) {
            System.err.println("bench: reading replies: " + e);
        }
    }
}
