package org.waypost.sip.transport.udp;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.Flow;
import org.waypost.sip.Octets;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.Dispatcher;
import org.waypost.sip.transport.Listener;
import org.waypost.sip.transport.ListenerCounters;
import org.waypost.sip.transport.LocalPoint;
import org.waypost.sip.transport.LogThrottle;
import org.waypost.sip.transport.MessageTaps;
import org.waypost.sip.transport.Receiver;
import org.waypost.sip.transport.wire.Verdict;

/**
 * A UDP socket and the one thread that reads it. Each datagram is handled on that thread before the next is read; answers leave
 * through the same channel. The octets come into a direct buffer and are copied into a small array, which is reused unless the
 * request is retained. Whatever happens to a datagram or the channel, the thread goes on until {@link #close()}.
 */
public final class UdpListener implements Listener {

    private static final Logger LOG = LoggerFactory.getLogger(UdpListener.class);
    private static final int LARGEST_DATAGRAM = 65535;
    private static final int USUAL_DATAGRAM = 4096;
    private static final long PAUSE_MILLIS = 50;
    private static final long CLOSE_MILLIS = 1000;

    private final Dispatcher dispatcher;
    private final LogThrottle throttle = new LogThrottle();
    private final InetSocketAddress bound;
    private final Thread reader;
    private final ListenerCounters counters = new ListenerCounters();
    private volatile UdpSettings settings;
    private volatile LocalPoint point;
    private volatile DatagramChannel channel;
    private volatile boolean running = true;

    /**
     * Binds the socket; nothing is read before {@link #start()}.
     *
     * @param naming makes the listen point of the address that was really bound
     */
    public UdpListener(
            Dispatcher dispatcher,
            InetSocketAddress address,
            Function<InetSocketAddress, LocalPoint> naming,
            UdpSettings settings)
            throws IOException {
        this.dispatcher = dispatcher;
        this.settings = settings;
        this.channel = open(address);
        this.bound = (InetSocketAddress) channel.getLocalAddress();
        this.point = naming.apply(bound);
        this.reader = new Thread(this::read, "waypost-udp-" + bound.getPort());
        this.reader.setDaemon(true);
    }

    @Override
    public void start() {
        reader.start();
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
    public void rename(Function<InetSocketAddress, LocalPoint> naming) {
        LocalPoint renamed = naming.apply(bound);
        if (!renamed.equals(point)) {
            point = renamed;
        }
    }

    /** Puts other settings in force; socket buffers change at once. */
    public void configure(UdpSettings newSettings) {
        settings = newSettings;
        try {
            buffers(channel);
        } catch (IOException e) {
            LOG.warn("The socket buffers of {} cannot be changed: {}", point, e.toString());
        }
    }

    @Override
    public Flow openFlowTo(InetSocketAddress remote) {
        return flowTo(remote);
    }

    @Override
    public Flow flowTo(InetSocketAddress remote) {
        return new UdpFlow(this, remote);
    }

    @Override
    public void close() {
        running = false;
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warn("{} did not close well: {}", point, e.toString());
        }
        awaitReader();
    }

    // The port is not free before the reader has left the socket.
    private void awaitReader() {
        if (Thread.currentThread() != reader) {
            try {
                reader.join(CLOSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    // An interrupted thread that sends closes the channel for everybody, so the mark is put aside meanwhile.
    boolean send(byte[] message, int length, InetSocketAddress remote) {
        if (dispatcher.taps().areThere()) {
            show(message, length, remote, "");
        }
        boolean interrupted = Thread.currentThread().isInterrupted() && Thread.interrupted();
        try {
            boolean whole = channel.send(ByteBuffer.wrap(message, 0, length), remote) == length;
            if (Thread.currentThread() == reader) {
                counters.sentByReader();
            } else {
                counters.sent();
            }
            return whole;
        } catch (IOException | RuntimeException e) {
            LOG.debug("{} could not send to {}: {}", point, remote, e.toString());
            if (dispatcher.taps().areThere()) {
                show(message, length, remote, "cannot be sent: " + e.getMessage());
            }
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void show(byte[] message, int length, InetSocketAddress remote, String dropped) {
        dispatcher.taps().sent(Transport.UDP, bound, remote, -1, new Octets(message, 0, length), dropped);
    }

    private void read() {
        Receiver receiver = new Receiver(dispatcher);
        StunResponder stun = new StunResponder();
        ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);
        byte[] small = new byte[USUAL_DATAGRAM];
        UdpFlow flow = new UdpFlow(this, bound);
        boolean retains = false;
        while (running) {
            try {
                InetSocketAddress source = (InetSocketAddress) channel.receive(buffer.clear());
                int length = buffer.flip().remaining();
                counters.receivedByReader();
                if (source != flow.remote()) {
                    flow = new UdpFlow(this, source);
                }
                if (length > settings.largestMessage()) {
                    tooLarge(buffer, flow);
                    continue;
                }
                // While requests wait in great numbers, what one keeps is no longer than it must be.
                byte[] array = retains || length > USUAL_DATAGRAM ? new byte[length] : small;
                buffer.get(array, 0, length);
                if (settings.stun() && isStun(stun, array, length, flow)) {
                    continue;
                }
                receiver.receive(array, 0, length, flow);
                retains = receiver.takeRetained();
                if (retains && array == small) {
                    small = new byte[USUAL_DATAGRAM];
                }
            } catch (Throwable failure) {
                recover(failure);
            }
        }
    }

    private void tooLarge(ByteBuffer buffer, UdpFlow flow) {
        dispatcher.counters().dropped(Verdict.TOO_LARGE);
        if (dispatcher.taps().areThere()) {
            byte[] datagram = new byte[buffer.remaining()];
            buffer.get(datagram);
            dispatcher.taps().received(flow, new Octets(datagram, 0, datagram.length), "longer than udp_max_message");
        }
    }

    private boolean isStun(StunResponder stun, byte[] array, int length, UdpFlow flow) {
        StunResponder.Result result = stun.handle(array, length, flow.remote());
        MessageTaps taps = dispatcher.taps();
        if (result != StunResponder.Result.OTHER && taps.areThere()) {
            boolean isBad = result == StunResponder.Result.MALFORMED;
            taps.received(flow, new Octets(array, 0, length), isBad ? "STUN that is malformed or no request" : "");
        }
        switch (result) {
            case ANSWER -> {
                dispatcher.counters().stunRequest();
                send(stun.answer().array(), stun.answer().limit(), flow.remote());
            }
            case INDICATION -> dispatcher.counters().dropped(Verdict.KEEPALIVE);
            case MALFORMED -> dispatcher.counters().badStun();
            case OTHER -> {
                return false;
            }
        }
        return true;
    }

    // Nothing that arrives gets here; what does is a channel that was closed under the reader, or no memory.
    private void recover(Throwable failure) {
        if (!running) {
            return;
        }
        throttle.warn(LOG, "The reader of a UDP socket goes on after a failure", failure);
        try {
            Thread.interrupted();
            Thread.sleep(PAUSE_MILLIS);
            if (!channel.isOpen()) {
                reopen();
            }
        } catch (Throwable again) {
            throttle.warn(LOG, "A UDP socket cannot be opened again yet", again);
        }
    }

    private void reopen() throws IOException {
        DatagramChannel fresh = open(bound);
        channel = fresh;
        if (!running) {
            fresh.close();
        }
    }

    private DatagramChannel open(InetSocketAddress address) throws IOException {
        DatagramChannel fresh = DatagramChannel.open(
                address.getAddress() instanceof Inet4Address
                        ? StandardProtocolFamily.INET
                        : StandardProtocolFamily.INET6);
        try {
            buffers(fresh);
            return fresh.bind(address);
        } catch (IOException | RuntimeException e) {
            fresh.close();
            throw e;
        }
    }

    private void buffers(DatagramChannel of) throws IOException {
        buffer(of, StandardSocketOptions.SO_RCVBUF, settings.receiveBuffer());
        buffer(of, StandardSocketOptions.SO_SNDBUF, settings.sendBuffer());
    }

    private static void buffer(DatagramChannel of, SocketOption<Integer> option, int octets) throws IOException {
        if (octets > 0) {
            of.setOption(option, octets);
        }
    }
}
