package org.waypost.usrloc.core;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.waypost.sip.Flow;
import org.waypost.sip.HostPort;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipResponse;
import org.waypost.sip.SipTransport;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.LocalPoint;
import org.waypost.sip.transport.wire.MessageScanner;
import org.waypost.sip.transport.wire.ScanLimits;

/** Two listening sockets that keep what is sent, and the connections a test opens. */
final class Sockets implements SipTransport {

    static final ListenPoint UDP = point(Transport.UDP);
    static final ListenPoint TCP = point(Transport.TCP);

    final List<String> sent = Collections.synchronizedList(new ArrayList<>());
    final CountDownLatch sentSomething = new CountDownLatch(1);
    final Map<Integer, Line> connections = new HashMap<>();

    Flow connect(int id) {
        Line line = new Line(id, TCP, new InetSocketAddress("192.0.2.77", 4000));
        connections.put(id, line);
        return line;
    }

    /** A response with the headers of the request, as the device that got it would send. */
    static SipResponse answer(String request, int status) {
        StringBuilder text = new StringBuilder("SIP/2.0 " + status + " Any\r\n");
        for (String line : request.split("\r\n")) {
            if (line.matches("(Via|From|To|Call-ID|CSeq|Content-Length):.*")) {
                text.append(line).append("\r\n");
            }
        }
        byte[] octets = text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        MessageScanner scanner = new MessageScanner();
        scanner.scan(octets, 0, octets.length, new ScanLimits(200, 65535));
        return scanner.response();
    }

    @Override
    public List<ListenPoint> listenPoints() {
        return List.of(UDP, TCP);
    }

    @Override
    public Optional<ListenPoint> listenPoint(String description) {
        return listenPoints().stream()
                .filter(point -> point.description().equals(description))
                .findFirst();
    }

    @Override
    public boolean isLocal(String host, int port) {
        return false;
    }

    @Override
    public Optional<Flow> flow(int id) {
        return Optional.ofNullable(connections.get(id));
    }

    @Override
    public Flow flowTo(ListenPoint local, InetSocketAddress remote) {
        return new Line(-1, local, remote);
    }

    @Override
    public SipContext eventContext() {
        throw new UnsupportedOperationException("no test has the answers logged");
    }

    private static ListenPoint point(Transport transport) {
        return LocalPoint.of(
                transport, new InetSocketAddress("192.0.2.9", 5060), new HostPort("192.0.2.9", 5060), false);
    }

    /** A flow whose messages are kept, with where they went in front. */
    final class Line implements Flow {

        private final int id;
        private final ListenPoint local;
        private final InetSocketAddress remote;
        private boolean closed;

        private Line(int id, ListenPoint local, InetSocketAddress remote) {
            this.id = id;
            this.local = local;
            this.remote = remote;
        }

        @Override
        public int id() {
            return id;
        }

        @Override
        public Transport transport() {
            return local.transport();
        }

        @Override
        public ListenPoint local() {
            return local;
        }

        @Override
        public InetSocketAddress remote() {
            return remote;
        }

        @Override
        public boolean isOpen() {
            return !closed;
        }

        @Override
        public boolean send(byte[] message, int length) {
            sent.add(remote.getAddress().getHostAddress() + ":" + remote.getPort() + "\n"
                    + new String(message, 0, length, StandardCharsets.ISO_8859_1));
            sentSomething.countDown();
            return true;
        }

        @Override
        public void close() {
            closed = true;
            connections.remove(id);
        }
    }
}
