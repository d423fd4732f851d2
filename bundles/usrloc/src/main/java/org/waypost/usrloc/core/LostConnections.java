package org.waypost.usrloc.core;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.waypost.sip.Flow;
import org.waypost.sip.FlowListener;
import org.waypost.sip.SipTransport;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.LocationException;

/**
 * Lets contacts expire when the connection they were registered over ends (handle_lost_tcp): as soon as that is told, and for those
 * that were registered while it ended by a look at all every timer_interval seconds.
 */
@Component(immediate = true, service = FlowListener.class)
public final class LostConnections implements FlowListener {

    /** The expiry Kamailio gives such contacts, and event routes see. */
    static final long LOST = 10;

    private final LocationService location;
    private final SipTransport transport;
    private SecondTimer timer;
    private volatile long untilLook;

    /** Connections that ended while the store may block, whose contacts are to expire with the next second. */
    private final Queue<Integer> ended = new ArrayBlockingQueue<>(10_000);

    @Activate
    public LostConnections(@Reference LocationService location, @Reference SipTransport transport) {
        this.location = location;
        this.transport = transport;
    }

    @Activate
    void start() {
        timer = new SecondTimer("connections", this::tick);
    }

    @Deactivate
    void stop() {
        timer.close();
    }

    // Whoever tells this serves connections, and must not wait for a database.
    @Override
    public void closed(Flow flow) {
        if (!location.settings().handleLostTcp()) {
            return;
        }
        if (!location.mayBlock()) {
            expire(flow.id());
        } else if (!ended.offer(flow.id())) {
            untilLook = 0;
        }
    }

    private void expire(int connectionId) {
        int serverId = location.settings().serverId();
        Predicate<Contact> lost = contact -> contact.connectionId() == connectionId && contact.serverId() == serverId;
        for (String table : location.tables()) {
            try {
                for (AddressRecord record : location.byConnection(table, connectionId)) {
                    location.expireAt(table, record.aor(), LOST, lost);
                }
            } catch (LocationException storeFails) {
                // the look at all contacts finds them once the store works again
            }
        }
    }

    /** Runs each second. */
    void tick() {
        UsrlocSettings settings = location.settings();
        for (Integer id = ended.poll(); id != null; id = ended.poll()) {
            expire(id);
        }
        if (!settings.handleLostTcp()) {
            untilLook = 0;
        } else if (untilLook > 0) {
            untilLook--;
        } else {
            untilLook = settings.timerInterval();
            lookAtAll(settings.serverId());
        }
    }

    /** Connections of other servers are none of ours. */
    void lookAtAll(int serverId) {
        Predicate<Contact> lost = contact -> contact.connectionId() > 0
                && contact.expires() != LOST
                && contact.serverId() == serverId
                && transport.flow(contact.connectionId()).isEmpty();
        for (String table : location.tables()) {
            location.scan(table, record -> {
                if (record.contacts().stream().anyMatch(lost)) {
                    location.expireAt(table, record.aor(), LOST, lost);
                }
                return true;
            });
        }
    }
}
