package org.waypost.usrloc.core;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.ObjLongConsumer;
import java.util.function.Predicate;
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
import org.waypost.sip.Flow;
import org.waypost.sip.SipTransport;
import org.waypost.sip.StatisticsGroup;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.ContactListener;
import org.waypost.usrloc.Keepalive;
import org.waypost.usrloc.LocationDatabase;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.LocationStore;
import org.waypost.usrloc.RecordUpdate;
import org.waypost.usrloc.Ruid;
import org.waypost.usrloc.StoreHealth;
import org.waypost.usrloc.Stored;
import org.waypost.usrloc.Sync;
import org.waypost.usrloc.UserLocation;

/** The location tables: rules, events, expiry and statistics over whichever store is chosen. Holds no binding itself. */
@Component(
        configurationPid = "waypost.usrloc",
        immediate = true,
        service = {UserLocation.class, StatisticsGroup.class, LocationService.class})
@Designate(ocd = UsrlocParameters.class)
public final class LocationService implements UserLocation, StatisticsGroup {

    private static final Logger LOG = LoggerFactory.getLogger(LocationService.class);

    static final String LOCATION = "location";

    private static final Duration LONGEST_LOADING = Duration.ofMinutes(30);

    private final LongSupplier clock;
    private final RuidGenerator ruids;
    private final StoreChoice stores;
    private final StoreGate store;
    private final Announcer announcer = new Announcer();
    private final Set<String> declared = ConcurrentHashMap.newKeySet();
    private final Map<String, LongAdder> expired = new ConcurrentHashMap<>();
    private final KeepaliveTable keepalives = new KeepaliveTable();

    private volatile UsrlocSettings settings = UsrlocSettings.DEFAULTS;
    private volatile Set<String> tables = Set.of(LOCATION);
    private SecondTimer timer;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile SipTransport transport;

    /** As Declarative Services makes it. */
    @Activate
    public LocationService() {
        this(() -> System.currentTimeMillis() / 1000);
    }

    /** @param clock epoch seconds */
    LocationService(LongSupplier clock) {
        this(clock, StoreChoice.GRACE);
    }

    /**
     * @param clock epoch seconds
     * @param grace how long a store that is gone serves on
     */
    LocationService(LongSupplier clock, Duration grace) {
        this.clock = clock;
        this.ruids = new RuidGenerator(clock.getAsLong());
        this.stores = new StoreChoice(new SwapRules(this::settings, this::tables, clock), grace);
        this.store = stores.gate();
    }

    @Activate
    void start(UsrlocParameters parameters, Map<String, Object> raw) {
        configure(parameters, raw);
        awaitBindings();
        timer = new SecondTimer("expiry", this::sweep);
    }

    // The sockets open after this, so nobody is told that there are no bindings while they are being loaded.
    private void awaitBindings() {
        try {
            stores.awaitFirst(LONGEST_LOADING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Modified
    void configure(UsrlocParameters parameters, Map<String, Object> raw) {
        UsrlocSettings wanted = UsrlocSettings.of(parameters, raw, settings, LOG::warn);
        boolean isServing = store.isPresent();
        Set<String> known = tables;
        settings = wanted;
        updateTables();
        stores.choose(wanted);
        updateTables();
        if (isServing) {
            Set<String> late = new TreeSet<>(wanted.preload());
            late.removeAll(known);
            new LateTables(stores).load(late, wanted, clock.getAsLong());
        }
    }

    @Deactivate
    void stop() {
        timer.close();
        stores.close();
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindStore(LocationStore store, Map<String, Object> properties) {
        stores.add(store, properties);
        updateTables();
    }

    void unbindStore(LocationStore store) {
        stores.remove(store);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindListener(ContactListener listener) {
        announcer.add(listener);
    }

    void unbindListener(ContactListener listener) {
        announcer.remove(listener);
    }

    /** The parameters in force. */
    UsrlocSettings settings() {
        return settings;
    }

    /** What is known of the keepalives. */
    KeepaliveTable keepalives() {
        return keepalives;
    }

    /** Epoch seconds. */
    long now() {
        return clock.getAsLong();
    }

    /** A store, with its contacts in order if it is a database. */
    LocationStore ordered(LocationStore any) {
        return any instanceof LocationDatabase database ? new DatabaseFront(database, this::settings) : any;
    }

    /** Which stores are in use, and which others could be. */
    StoreChoice stores() {
        return stores;
    }

    @Override
    public <R> R update(String table, String aor, RecordUpdate<R> change) {
        boolean heard = announcer.hearsChanges();
        Edit<R> edit = new Edit<>(table, change, settings, ruids, clock.getAsLong(), heard);
        if (heard) {
            announcer.inOrder(aor, () -> {
                store.update(table, aor, edit);
                return edit.events();
            });
        } else {
            store.update(table, aor, edit);
        }
        return edit.result();
    }

    private <R> R expire(String table, String aor, RecordUpdate<R> change, boolean heard) {
        Edit<R> edit = new Edit<>(table, change, settings, ruids, clock.getAsLong(), heard);
        if (heard) {
            announcer.inOrder(aor, () -> {
                store.expire(table, aor, edit);
                return edit.events();
            });
        } else {
            store.expire(table, aor, edit);
        }
        return edit.result();
    }

    @Override
    public Optional<AddressRecord> find(String table, String aor) {
        return store.find(table, aor);
    }

    @Override
    public Optional<AddressRecord> byRuid(String table, Ruid ruid) {
        return store.byRuid(table, ruid);
    }

    @Override
    public List<AddressRecord> byInstance(String table, String instance) {
        return store.byInstance(table, instance);
    }

    @Override
    public void scan(String table, Predicate<AddressRecord> visitor) {
        store.scan(table, visitor);
    }

    @Override
    public Set<String> tables() {
        return tables;
    }

    @Override
    public void declare(String table) {
        if (declared.add(table)) {
            updateTables();
        }
    }

    @Override
    public boolean useDomain() {
        return settings.useDomain();
    }

    @Override
    public int natBranchFlag() {
        return settings.natBranchFlag();
    }

    @Override
    public String contactXavp() {
        return settings.contactXavp();
    }

    @Override
    public Optional<Keepalive> keepalive(Ruid ruid) {
        return keepalives.known(ruid);
    }

    @Override
    public long flush(Duration atMost) {
        stores.settle(atMost);
        return stores.outstanding();
    }

    @Override
    public OptionalLong stored(String table, Stored what) {
        return stores.database().stream()
                .mapToLong(database -> database.count(table, what, clock.getAsLong()))
                .findFirst();
    }

    @Override
    public Sync sync(String table, String aor, Contact contact) {
        return stores.sync(table, aor, contact);
    }

    @Override
    public long records(String table) {
        return store.records(table);
    }

    @Override
    public int serverId() {
        return settings.serverId();
    }

    @Override
    public boolean mayBlock() {
        return store.mayBlock();
    }

    @Override
    public boolean readsMayBlock() {
        return store.readsMayBlock();
    }

    @Override
    public boolean isUnreadable() {
        return store.isUnreadable();
    }

    @Override
    public String group() {
        return "usrloc";
    }

    @Override
    public void collect(ObjLongConsumer<String> sink) {
        collect(sink, true);
    }

    /** A database takes its time to count. */
    @Override
    public void sample(ObjLongConsumer<String> sink) {
        collect(sink, !store.readsMayBlock());
    }

    private void collect(ObjLongConsumer<String> sink, boolean counts) {
        long users = 0;
        for (String table : new TreeSet<>(tables)) {
            long records = 0;
            long contacts = 0;
            if (counts && store.isPresent()) {
                try {
                    records = store.records(table);
                    contacts = store.contacts(table);
                } catch (LocationException storeFails) {
                    LOG.debug("usrloc: no statistics of table {}", table, storeFails);
                }
            }
            if (counts) {
                sink.accept(table + "_contacts", contacts);
                sink.accept(table + "_users", records);
            }
            sink.accept(table + "_expires", expired(table).sum());
            users += records;
        }
        if (counts) {
            sink.accept("registered_users", users);
        }
        sink.accept("store_up", isUp() ? 1 : 0);
        sink.accept("store_unwritten", stores.outstanding());
        sink.accept("dropped_events", announcer.dropped().sum());
        keepalives.collect(sink);
    }

    private boolean isUp() {
        return store.health().state() == StoreHealth.State.UP;
    }

    @Override
    public boolean isGauge(String name) {
        return name.endsWith("_contacts") || name.endsWith("_users") || name.startsWith("store_");
    }

    @Override
    public void reset() {
        expired.values().forEach(LongAdder::reset);
        announcer.dropped().reset();
        keepalives.reset();
    }

    /** Announces the contacts whose time ran out, and removes those that were announced timer_interval seconds ago. */
    void sweep() {
        if (!store.isPresent()) {
            return;
        }
        long now = clock.getAsLong();
        long linger = linger();
        RecordUpdate<List<Contact>> expire = edit -> ((Edit<?>) edit).expire(linger);
        store.due(now, linger, (table, aor) -> {
            List<Contact> announced = expire(table, aor, expire, announcer.hearsExpiry());
            expired(table).add(announced.size());
            if (settings.closeExpiredTcp()) {
                announced.forEach(this::closeConnection);
            }
        });
    }

    /** Seconds that expired contacts are kept. */
    private long linger() {
        UsrlocSettings now = settings;
        return now.dbMode() == 3 ? now.timerInterval() + now.database().removalDelay() : now.timerInterval();
    }

    private void closeConnection(Contact contact) {
        SipTransport sockets = transport;
        if (sockets != null && contact.connectionId() > 0) {
            sockets.flow(contact.connectionId()).ifPresent(Flow::close);
        }
    }

    /** The records with a contact of that connection. */
    List<AddressRecord> byConnection(String table, int connectionId) {
        return store.byConnection(table, connectionId);
    }

    /**
     * Lets the contacts that {@code which} chooses expire at {@code expires} (epoch seconds) if they would later; the sweep announces
     * them then.
     */
    void expireAt(String table, String aor, long expires, Predicate<Contact> which) {
        RecordUpdate<Boolean> shorten = edit -> {
            ((Edit<?>) edit).expireAt(expires, which);
            return true;
        };
        expire(table, aor, shorten, false);
    }

    private LongAdder expired(String table) {
        return expired.computeIfAbsent(table, name -> new LongAdder());
    }

    private synchronized void updateTables() {
        Set<String> all = new TreeSet<>(declared);
        all.add(LOCATION);
        all.addAll(settings.preload());
        if (store.isPresent()) {
            try {
                all.addAll(store.tables());
            } catch (LocationException storeFails) {
                LOG.debug("usrloc: the store does not say what tables it has", storeFails);
            }
        }
        tables = Set.copyOf(all);
    }
}
