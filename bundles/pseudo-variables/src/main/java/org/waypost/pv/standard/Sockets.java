package org.waypost.pv.standard;

import java.util.concurrent.atomic.AtomicReference;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipTransport;

/** Tells whether this server listens somewhere: the transport says so while it is there, else only the socket of the request is known. */
public final class Sockets {

    private final AtomicReference<SipTransport> transport = new AtomicReference<>();

    public void bind(SipTransport newTransport) {
        transport.set(newTransport);
    }

    /** Leaves the transport alone if another has taken its place. */
    public void unbind(SipTransport oldTransport) {
        transport.compareAndSet(oldTransport, null);
    }

    boolean isLocal(SipContext context, String description) {
        SipTransport known = transport.get();
        return description.equals(context.flow().local().description())
                || known != null && known.listenPoint(description).isPresent();
    }
}
