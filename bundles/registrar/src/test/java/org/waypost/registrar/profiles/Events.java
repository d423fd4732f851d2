package org.waypost.registrar.profiles;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.waypost.sip.Flow;
import org.waypost.sip.HostPort;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.Octets;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipTransport;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.DispatchSettings;
import org.waypost.sip.transport.Dispatcher;
import org.waypost.sip.transport.LocalPoint;
import org.waypost.sip.transport.wire.ReplyWriter;
import org.waypost.sip.transport.wire.ScanLimits;
import org.waypost.sip.transport.wire.ToTag;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.Ruid;

/** A transport without sockets that makes real contexts, and contacts to put into them. */
final class Events implements SipTransport {

    private static final LocalPoint POINT = LocalPoint.of(
            Transport.UDP, new InetSocketAddress("192.0.2.1", 5060), new HostPort("192.0.2.1", 5060), false);

    private final Dispatcher dispatcher = new Dispatcher(
            new DispatchSettings(new ScanLimits(1000, 65536), 1000, 1, 1, new ReplyWriter(Octets.EMPTY, new ToTag())));

    /** A contact with a value for everything. */
    static Contact contact(String uri) {
        return new Contact(
                new Ruid("uloc-1-2-", 3),
                uri,
                "sip:9.9.9.9:99",
                "<sip:p1;lr>",
                "call",
                "Fon",
                "udp:192.0.2.1:5060",
                "<urn:uuid:1>",
                1_795_392_944L,
                1_795_392_941L,
                7,
                500,
                1,
                8,
                9,
                3,
                5,
                11);
    }

    /** A contact with nothing that can be left out. */
    static Contact bare(String uri) {
        return new Contact(
                new Ruid("uloc-1-2-", 4), uri, "", "", "c", "n/a", "", "", 0, 0, -1, -1, 0, 0, -1, -1, 0, -1);
    }

    @Override
    public SipContext eventContext() {
        return dispatcher.eventContext(POINT);
    }

    @Override
    public List<ListenPoint> listenPoints() {
        return List.of(POINT);
    }

    @Override
    public Optional<ListenPoint> listenPoint(String description) {
        return Optional.empty();
    }

    @Override
    public boolean isLocal(String host, int port) {
        return false;
    }

    @Override
    public Optional<Flow> flow(int id) {
        return Optional.empty();
    }

    @Override
    public Flow flowTo(ListenPoint local, InetSocketAddress remote) {
        throw new UnsupportedOperationException("nothing is sent");
    }
}
