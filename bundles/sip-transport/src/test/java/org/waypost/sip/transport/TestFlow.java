package org.waypost.sip.transport;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.waypost.sip.FlowSecurity;
import org.waypost.sip.HostPort;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.Octets;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.wire.ReplyWriter;
import org.waypost.sip.transport.wire.ScanLimits;
import org.waypost.sip.transport.wire.ToTag;

/** A flow without a socket, also for the tests of other bundles: makes the real contexts of requests, and keeps what is sent. */
public final class TestFlow implements ReplyFlow {

    private static final int CONNECTION = 7;

    private static final Dispatcher DISPATCHER = new Dispatcher(
            new DispatchSettings(new ScanLimits(1000, 65536), 1000, 1, 1, new ReplyWriter(Octets.EMPTY, new ToTag())));

    private final ListenPoint local;
    private final InetSocketAddress remote;
    private final List<String> sent = Collections.synchronizedList(new ArrayList<>());
    private Optional<FlowSecurity> security = Optional.empty();

    public TestFlow(ListenPoint local, InetSocketAddress remote) {
        this.local = local;
        this.remote = remote;
    }

    /** From now on, as if TLS lay below. */
    public TestFlow secured(FlowSecurity agreed) {
        security = Optional.of(agreed);
        return this;
    }

    /** A listening socket that does not exist, advertised as it is. */
    public static LocalPoint point(Transport transport, String host, int port) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        return LocalPoint.of(transport, address, new HostPort(LocalPoint.host(address), port), false);
    }

    /** The context of the request with these octets, one a char. */
    public SipContext context(String message) {
        return context(message.getBytes(StandardCharsets.ISO_8859_1));
    }

    public SipContext context(byte[] message) {
        return DISPATCHER.contextOf(message, this);
    }

    /** What was sent or replied, oldest first. */
    public List<String> sent() {
        return sent;
    }

    @Override
    public int id() {
        return transport().reliable() ? CONNECTION : -1;
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
    public Optional<FlowSecurity> security() {
        return security;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean send(byte[] message, int length) {
        return sent.add(new String(message, 0, length, StandardCharsets.ISO_8859_1));
    }

    @Override
    public boolean reply(byte[] message, int length, int viaPort, boolean rport) {
        return send(message, length);
    }
}
