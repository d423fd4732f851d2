package org.waypost.usrloc.jdbc;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.jdbc.Drivers;
import org.waypost.jdbc.Fault;
import org.waypost.sip.SipTransport;
import org.waypost.usrloc.LocationDatabase;
import org.waypost.usrloc.LocationStore;
import org.waypost.usrloc.jdbc.access.LocalSockets;

/**
 * Registers the database that the parameters name as a store. When they come to name another one, that is registered beside the old one,
 * which goes as soon as nobody uses it.
 */
@Component(
        service = {},
        configurationPid = JdbcStores.PID)
@Designate(ocd = JdbcParameters.class)
public final class JdbcStores {

    static final String PID = "waypost.usrloc.jdbc";

    private static final Logger LOG = LoggerFactory.getLogger(JdbcStores.class);
    private static final String[] SERVICES = {LocationStore.class.getName(), LocationDatabase.class.getName()};

    private final BundleContext context;
    private final Drivers drivers;
    private final LocalSockets sockets = new LocalSockets(() -> this.transport);

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile SipTransport transport;

    // all guarded by this
    private final List<Store> stores = new ArrayList<>();
    private SharedParameters shared;
    private JdbcParameters parameters;
    private Map<String, ?> raw = Map.of();
    private JdbcSettings settings = JdbcSettings.DEFAULTS;
    private int ranking;

    /** A database and the service it is registered as. */
    private record Store(Target target, JdbcLocationDatabase database, ServiceRegistration<?> registration) {}

    @Activate
    public JdbcStores(BundleContext context, @Reference Drivers drivers) {
        this.context = context;
        this.drivers = drivers;
        // What is needed only once something fails is loaded now: it may fail while the bundle is updated, and then
        // nothing can be.
        Fault.of(new SQLException());
    }

    @Reference
    synchronized void setShared(SharedParameters now) {
        shared = now;
    }

    synchronized void updatedShared(SharedParameters now) {
        shared = now;
        apply();
    }

    @Activate
    @Modified
    synchronized void configure(JdbcParameters now, Map<String, ?> values) {
        parameters = now;
        raw = values;
        apply();
    }

    @Deactivate
    void close() {
        List<Store> old;
        synchronized (this) {
            old = List.copyOf(stores);
            stores.clear();
            parameters = null;
        }
        old.forEach(JdbcStores::end);
    }

    private void apply() {
        if (parameters == null) {
            return;
        }
        String embedded = "jdbc:h2:file:"
                + Path.of(data()).toAbsolutePath().resolve("usrloc").resolve("location");
        settings = JdbcSettings.of(parameters, shared.values(), raw, embedded, settings, LOG::warn);
        stores.forEach(store ->
                store.database.configure(settings.options(), shared.values().tables()));
        settings.target()
                .filter(target -> stores.isEmpty() || !target.equals(last().target))
                .ifPresent(this::change);
    }

    /** Makes the database of that target the last: one that is still there if parameters were set back, else a new one. */
    private void change(Target target) {
        List<Store> others = new ArrayList<>(stores);
        Optional<Store> known =
                stores.stream().filter(store -> store.target.equals(target)).findFirst();
        if (known.isPresent()) {
            others.remove(known.get());
            stores.remove(known.get());
            stores.add(known.get());
        } else {
            open(target);
        }
        others.forEach(store -> endLater(store.database));
    }

    private void open(Target target) {
        JdbcLocationDatabase database = new JdbcLocationDatabase(
                target, drivers, sockets, settings.options(), shared.values().tables());
        Map<String, Object> properties = Map.of(
                LocationStore.NAME, "jdbc", LocationStore.PLACE, target.place(), Constants.SERVICE_RANKING, ranking--);
        stores.add(new Store(
                target, database, context.registerService(SERVICES, database, FrameworkUtil.asDictionary(properties))));
        database.onRelease(() -> endLater(database));
    }

    /** Ends a database that nobody uses if there is a newer one: on a thread of its own, as those who are told of it may be waiting. */
    private void endLater(JdbcLocationDatabase database) {
        Thread thread = new Thread(() -> endUnused(database), "waypost-jdbc-end");
        thread.setDaemon(true);
        thread.start();
    }

    private void endUnused(JdbcLocationDatabase database) {
        Store unused;
        synchronized (this) {
            unused = stores.stream()
                    .filter(store -> store.database == database && store != last() && !database.isInUse())
                    .findFirst()
                    .orElse(null);
            stores.remove(unused);
        }
        if (unused != null) {
            end(unused);
        }
    }

    private static void end(Store store) {
        try {
            store.registration.unregister();
        } catch (IllegalStateException gone) {
            // the framework was quicker, as the bundle stops
        }
        store.database.close();
    }

    private Store last() {
        return stores.get(stores.size() - 1);
    }

    private String data() {
        String data = context.getProperty("waypost.data");
        return data == null ? "data" : data;
    }
}
