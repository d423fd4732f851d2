package org.waypost.proxy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.NextHop;
import org.waypost.sip.ServerLocator;
import org.waypost.sip.SipServer;
import org.waypost.sip.SipTransport;
import org.waypost.sip.Transport;

/** Where a next hop is: an address is taken at once, a name is looked up by the {@link ServerLocator}, without which names lead nowhere. */
@Component(service = Servers.class)
public final class Servers {

    private final SipTransport sockets;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ServerLocator locator;

    @Activate
    public Servers(@Reference SipTransport sockets) {
        this.sockets = sockets;
    }

    /** Hands {@code result} the servers of the hop, best first, at once or on a thread of the locator. */
    void find(NextHop hop, Consumer<List<SipServer>> result) {
        List<SipServer> literal = hop.literal().map(List::of).orElse(List.of());
        ServerLocator now = locator;
        if (!literal.isEmpty() || now == null) {
            result.accept(literal);
        } else {
            now.locate(hop, usable(), result);
        }
    }

    /** A server could not be reached or did not answer. */
    void failed(SipServer server) {
        ServerLocator now = locator;
        if (now != null) {
            now.failed(server);
        }
    }

    private Set<Transport> usable() {
        Set<Transport> transports = EnumSet.noneOf(Transport.class);
        for (ListenPoint point : sockets.listenPoints()) {
            transports.add(point.transport());
        }
        return transports;
    }
}
