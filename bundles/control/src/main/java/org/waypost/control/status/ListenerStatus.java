package org.waypost.control.status;

import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.SipTransport;

/** The listening sockets. */
@Component
public final class ListenerStatus implements StatusSection {

    private final SipTransport transport;

    @Activate
    public ListenerStatus(@Reference SipTransport transport) {
        this.transport = transport;
    }

    @Override
    public void addTo(Map<String, Object> status) {
        status.put(
                "listening",
                transport.listenPoints().stream().map(ListenPoint::description).toList());
    }
}
