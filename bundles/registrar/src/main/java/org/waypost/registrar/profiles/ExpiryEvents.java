package org.waypost.registrar.profiles;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.sip.EventRoute;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipTransport;
import org.waypost.sip.StatisticsGroup;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.ContactEvent;
import org.waypost.usrloc.ContactListener;

/**
 * Runs the routes for the event {@code usrloc:contact-expired}, each with a context whose profile {@code exp} holds the contact. Each
 * route has a thread and a bounded queue of its own, so one that fails or hangs stops neither the others nor the expiry.
 */
@Component(
        immediate = true,
        service = {ContactListener.class, StatisticsGroup.class})
public final class ExpiryEvents implements ContactListener, StatisticsGroup {

    /** The event. */
    static final String CONTACT_EXPIRED = "usrloc:contact-expired";

    /** The profile of the contact that expired. */
    static final String PROFILE = "exp";

    private final SipTransport transport;
    private final Map<EventRoute, RouteQueue> routes = new ConcurrentHashMap<>();
    private final LongAdder raised = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    @Activate
    public ExpiryEvents(@Reference SipTransport transport) {
        this.transport = transport;
    }

    @Deactivate
    void stop() {
        routes.values().forEach(RouteQueue::close);
        routes.clear();
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            target = "(event=" + CONTACT_EXPIRED + ")")
    void bindRoute(EventRoute route) {
        routes.put(route, new RouteQueue(route));
    }

    void unbindRoute(EventRoute route) {
        RouteQueue queue = routes.remove(route);
        if (queue != null) {
            queue.close();
        }
    }

    @Override
    public Set<ContactEvent.Kind> kinds() {
        return Set.of(ContactEvent.Kind.EXPIRE);
    }

    @Override
    public void changed(ContactEvent event) {
        if (event.kind() != ContactEvent.Kind.EXPIRE) {
            return;
        }
        raised.increment();
        for (RouteQueue queue : routes.values()) {
            if (!queue.offer(CONTACT_EXPIRED, () -> context(event))) {
                dropped.increment();
            }
        }
    }

    private SipContext context(ContactEvent event) {
        SipContext context = transport.eventContext();
        AddressRecord record = new AddressRecord(event.aor(), List.of(event.contact()));
        ContactProfiles.of(context).put(PROFILE, event.table(), record);
        return context;
    }

    @Override
    public String group() {
        return "registrar";
    }

    @Override
    public void collect(ObjLongConsumer<String> sink) {
        sink.accept("expired_events", raised.sum());
        sink.accept("dropped_expired_events", dropped.sum());
    }

    @Override
    public void reset() {
        raised.reset();
        dropped.reset();
    }
}
