package org.waypost.proxy.rr;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.proxy.Relay;
import org.waypost.sip.DialogRouting;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipTransport;

/** Record-Route and Route for routes in Java: what {@code KSR.rr} does for scripts. */
@Component
public final class DialogRoutes implements DialogRouting {

    private final SipTransport sockets;
    private final Relay relay;

    @Activate
    public DialogRoutes(@Reference SipTransport sockets, @Reference Relay relay) {
        this.sockets = sockets;
        this.relay = relay;
    }

    @Override
    public void record(SipContext context, String parameters) {
        RecordRouting routing = context.attachment(RecordRouting.class, RecordRouting::new);
        if (routing.begin(RecordRouting.Kind.OWN, "", "", context.request(), relay.recordRouting())) {
            routing.add(parameters);
        }
    }

    @Override
    public Followed follow(SipContext context) {
        boolean routed =
                new LooseRouting(sockets, context, relay.recordRouting().followSocket()).route(true)
                        != LooseRouting.NOT_ROUTED;
        RoutedBy by = context.attachment(RoutedBy.class, RoutedBy::new);
        return new Followed(routed, by.hasNextRoute(), by.parameters());
    }
}
