package org.waypost.sip.transport.tcp;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.waypost.sip.Transport;

/** The layers of each transport that runs over connections, that next to the socket first. */
@Component(service = Layers.class)
public final class Layers {

    private final Map<Transport, List<Layer>> layers = new EnumMap<>(Transport.class);

    @Activate
    public Layers() {
        layers.put(Transport.TCP, List.of());
    }

    /** Empty if there is no such transport here. */
    public Optional<List<Layer>> of(Transport transport) {
        return Optional.ofNullable(layers.get(transport));
    }
}
