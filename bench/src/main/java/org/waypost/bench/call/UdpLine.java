package org.waypost.bench.call;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import org.waypost.bench.load.Addresses;
import org.waypost.bench.load.Readers;

/** One UDP socket with one reader. */
final class UdpLine implements Line {

    private static final int RECEIVE_BUFFER = 4 << 20;

    private final DatagramChannel channel;
    private final String local;
    private final Handler handler;
    private final Thread reader;

    UdpLine(InetSocketAddress target, Handler handler) throws IOException {
        this.handler = handler;
        channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
        channel.bind(new InetSocketAddress(target.getAddress(), 0)).connect(target);
        local = Addresses.text((InetSocketAddress) channel.getLocalAddress());
        reader = new Thread(this::read, "phone");
        reader.setDaemon(true);
        reader.start();
    }

    @Override
    public int connections() {
        return 1;
    }

    @Override
    public String local(int connection) {
        return local;
    }

    @Override
    public void send(int connection, String message) throws IOException {
        try {
            channel.write(ByteBuffer.wrap(message.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (PortUnreachableException e) {
            // Of an earlier datagram: nobody listens. The call is not completed.
        }
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
                handler.message(0, octets, 0, length);
            } catch (PortUnreachableException e) {
                // As above.
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException | RuntimeException e) {
                System.err.println("bench: a phone: " + e);
            }
        }
    }
}
