package org.waypost.sip.transport.tcp;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.tls.TlsLayer;
import org.waypost.sip.transport.ws.WebSocketLayer;

/** The layers of each transport that runs over connections, that next to the socket first. */
@Component(service = Layers.class)
public final class Layers {

    private final Map<Transport, List<Layer>> layers = new EnumMap<>(Transport.class);

    @Activate
    public Layers(@Reference WebSocketLayer webSocket, @Reference TlsLayer tls) {
        layers.put(Transport.TCP, List.of());
        layers.put(Transport.WS, List.of(webSocket));
        layers.put(Transport.TLS, List.of(tls));
        layers.put(Transport.WSS, List.of(tls, webSocket));
    }

    /** Empty if there is no such transport here. */
    public Optional<List<Layer>> of(Transport transport) {
        return Optional.ofNullable(layers.get(transport));
    }
}
