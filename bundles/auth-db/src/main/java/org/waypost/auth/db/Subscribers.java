package org.waypost.auth.db;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.ObjLongConsumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.auth.db.SubscriberDatabase.Counts;
import org.waypost.jdbc.ConnectionPool;
import org.waypost.jdbc.DatabaseUrl;
import org.waypost.jdbc.Drivers;
import org.waypost.jdbc.Fault;
import org.waypost.jdbc.SqlName;
import org.waypost.sip.StatisticsGroup;
import org.waypost.sip.auth.DigestName;
import org.waypost.sip.auth.UserStore;

/**
 * The users of Kamailio's table {@code subscriber}: a {@link UserStore} while {@code db_url} names a database. Who is being asked for when
 * parameters change is found as before or after the change.
 */
@Component(configurationPid = Subscribers.PID, immediate = true, service = StatisticsGroup.class)
@Designate(ocd = AuthDbParameters.class)
public final class Subscribers implements StatisticsGroup {

    static final String PID = "waypost.auth_db";

    private static final Logger LOG = LoggerFactory.getLogger(Subscribers.class);

    private final BundleContext bundle;
    private final Drivers drivers;
    private final Counts counts = new Counts();
    private volatile AuthDbSettings settings = AuthDbSettings.DEFAULTS;
    private volatile Optional<SubscriberDatabase> database = Optional.empty();

    // guarded by this
    private Optional<ConnectionPool> pool = Optional.empty();
    private Optional<ServiceRegistration<UserStore>> registration = Optional.empty();

    @Activate
    public Subscribers(BundleContext bundle, @Reference Drivers drivers) {
        this.bundle = bundle;
        this.drivers = drivers;
        // What is needed only once something fails is loaded now: it may fail while the bundle is updated.
        Fault.of(new SQLException());
    }

    @Activate
    @Modified
    synchronized void configure(AuthDbParameters parameters, Map<String, Object> raw) {
        AuthDbSettings last = settings;
        AuthDbSettings now = AuthDbSettings.of(parameters, raw, last, LOG::warn);
        settings = now;
        Optional<ConnectionPool> old = Optional.empty();
        if (!now.url().equals(last.url())) {
            old = pool;
            pool = now.url().map(url -> new ConnectionPool(url, drivers, () -> settings.pool()));
        }
        pool.ifPresent(ConnectionPool::reconfigure);
        database = now.url().map(this::database);
        if (database.isEmpty()) {
            registration.ifPresent(
                    service -> service.setProperties(FrameworkUtil.asDictionary(Map.of(UserStore.LEAVING, true))));
            withdraw();
        } else if (registration.isEmpty()) {
            registration = Optional.of(bundle.registerService(UserStore.class, new Table(Optional.empty()), null));
        }
        old.ifPresent(ConnectionPool::closeSoftly);
    }

    private SubscriberDatabase database(DatabaseUrl url) {
        return new SubscriberDatabase(url, pool.orElseThrow(), settings, counts);
    }

    @Deactivate
    synchronized void stop() {
        withdraw();
        database = Optional.empty();
        pool.ifPresent(ConnectionPool::close);
        pool = Optional.empty();
    }

    private void withdraw() {
        registration.ifPresent(ServiceRegistration::unregister);
        registration = Optional.empty();
    }

    /**
     * One of the tables.
     *
     * @param name empty: the one that the parameters name
     */
    private final class Table implements UserStore {

        private final Optional<String> name;

        Table(Optional<String> name) {
            this.name = name;
        }

        @Override
        public Answer find(DigestName user, String realm) {
            return ask((now, table) -> now.who(table, user, realm));
        }

        @Override
        public Answer subscriber(String user, String domain, boolean exact) {
            return exact && domain.isEmpty()
                    ? UNKNOWN
                    : ask((now, table) -> new Asked(table, user, exact ? domain : "", false));
        }

        private Answer ask(BiFunction<SubscriberDatabase, String, Asked> who) {
            Optional<SubscriberDatabase> now = database;
            Answer answer = answer(now, who);
            // it may have been closed at this moment
            Optional<SubscriberDatabase> next = database;
            return answer instanceof Unavailable && next != now ? answer(next, who) : answer;
        }

        private Answer answer(Optional<SubscriberDatabase> asked, BiFunction<SubscriberDatabase, String, Asked> who) {
            return asked.filter(now -> SqlName.isOne(table(now)))
                    .map(now -> now.ask(who.apply(now, table(now))))
                    .orElse(UNAVAILABLE);
        }

        private String table(SubscriberDatabase now) {
            return name.orElseGet(now::table);
        }

        @Override
        public Optional<Answer> known(DigestName user, String realm) {
            return database.map(now -> now.known(now.who(table(now), user, realm)))
                    .orElse(Optional.of(UNAVAILABLE));
        }

        @Override
        public UserStore inTable(String table) {
            return new Table(Optional.of(table));
        }
    }

    @Override
    public String group() {
        return "auth_db";
    }

    @Override
    public void collect(ObjLongConsumer<String> sink) {
        sink.accept("queries", counts.queries().sum());
        sink.accept("cache_hits", counts.cached().sum());
        sink.accept("failures", counts.failed().sum());
        Optional<SubscriberDatabase> now = database;
        sink.accept("cached", now.map(SubscriberDatabase::cached).orElse(0));
        sink.accept("away", now.filter(SubscriberDatabase::isAway).isPresent() ? 1 : 0);
    }

    @Override
    public boolean isGauge(String name) {
        return name.equals("cached") || name.equals("away");
    }

    @Override
    public void reset() {
        counts.queries().reset();
        counts.cached().reset();
        counts.failed().reset();
    }
}
