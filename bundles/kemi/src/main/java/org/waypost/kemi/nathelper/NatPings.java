package org.waypost.kemi.nathelper;

import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.ContactPings;
import org.waypost.usrloc.Ping;

/** Says which contacts usrloc pings to keep their NAT open (natping_interval), and how. */
@Component(configurationPid = "waypost.nathelper")
public final class NatPings implements ContactPings {

    private static final Logger LOG = LoggerFactory.getLogger(NatPings.class);

    private volatile PingSettings settings = PingSettings.DEFAULTS;

    @Activate
    @Modified
    void configure(NathelperParameters parameters, Map<String, Object> raw) {
        settings = PingSettings.of(parameters, raw, settings, LOG::warn);
    }

    @Override
    public boolean isActive() {
        return settings.interval() > 0;
    }

    @Override
    public Optional<Ping> of(Contact contact, int natFlag, int serverId) {
        return settings.of(contact, natFlag, serverId);
    }
}
