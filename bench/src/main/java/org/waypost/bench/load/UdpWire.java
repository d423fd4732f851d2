package org.waypost.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/** One UDP socket with one reader. */
final class UdpWire implements Wire {

    private static final int RECEIVE_BUFFER = 4 << 20;

    private final DatagramChannel channel;
    private final Tally tally;
    private final String local;
    private final Thread reader;

    UdpWire(InetSocketAddress target, AtomicLongArray sentAt) throws IOException {
        channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
        channel.bind(new InetSocketAddress(target.getAddress(), 0)).connect(target);
        local = Addresses.text((InetSocketAddress) channel.getLocalAddress());
        tally = new Tally(sentAt);
        reader = new Thread(this::read, "replies");
        reader.setDaemon(true);
        reader.start();
    }

    @Override
    public String local() {
        return local;
    }

    @Override
    public void send(ByteBuffer message, long sequence) throws IOException {
        try {
            channel.write(message);
        } catch (PortUnreachableException e) {
            // Of an earlier datagram: nobody listens (a server that restarts). It stays unanswered and counts as lost.
        }
    }

    @Override
    public long answered() {
        return tally.answered();
    }

    @Override
    public Iterable<Tally> tallies() {
        return List.of(tally);
    }

    @Override
    public void close() {
        Readers.stop(channel, reader);
    }

    private void read() {
        byte[] octets = new byte[65_536];
        ByteBuffer buffer = ByteBuffer.wrap(octets);
        while (channel.isOpen()) {
            try {
                buffer.clear();
                int length = channel.read(buffer);
                tally.count(octets, 0, length, System.nanoTime());
            } catch (PortUnreachableException e) {
                // As above: lost.
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                System.err.println("bench: reading replies: " + e);
                return;
            }
        }
    }
}
