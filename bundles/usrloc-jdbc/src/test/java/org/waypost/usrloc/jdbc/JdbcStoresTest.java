package org.waypost.usrloc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.jdbc.DataSourceFactory;
import org.waypost.jdbc.ClassPathDrivers;
import org.waypost.jdbc.Drivers;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.LocationDatabase;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.LocationStore;
import org.waypost.usrloc.StoreHealth;

class JdbcStoresTest {

    private static final String H2 = "org.h2.Driver";

    @TempDir
    Path data;

    private final Map<LocationDatabase, Dictionary<String, ?>> registered = new ConcurrentHashMap<>();
    private final BlockingQueue<LocationDatabase> ended = new LinkedBlockingQueue<>();
    private final Drivers drivers = ClassPathDrivers.all();
    private final SharedParameters shared = new SharedParameters();
    private JdbcStores stores;

    @BeforeEach
    void start() throws Exception {
        stores = new JdbcStores(context(), drivers);
        stores.setShared(shared);
        configure(Map.of());
    }

    @AfterEach
    void stop() {
        stores.close();
    }

    @Test
    void touchesNoFileBeforeItIsUsed() {
        LocationDatabase store = only();

        assertThat(registered.get(store).get(LocationStore.NAME)).isEqualTo("jdbc");
        assertThat(data).isEmptyDirectory();

        add(store, "alice", 1);

        assertThat(Files.exists(data.resolve("usrloc").resolve("location.mv.db")))
                .isTrue();
    }

    @Test
    void replacesADatabaseThatNobodyUsesAtOnce() throws Exception {
        LocationDatabase old = only();

        configure(Map.of("db_url", "jdbc:h2:mem:other"));

        assertThat(ended.poll(10, TimeUnit.SECONDS)).isSameAs(old);
        assertThat(only()).isNotSameAs(old);
    }

    @Test
    void keepsADatabaseBesideTheNewOneUntilItIsReleased() throws Exception {
        LocationDatabase old = only();
        add(old, "alice", 1);

        configure(Map.of("db_url", "jdbc:h2:mem:other"));

        LocationDatabase now = registered.keySet().stream()
                .filter(each -> each != old)
                .findFirst()
                .orElseThrow();
        assertThat((int) registered.get(now).get(Constants.SERVICE_RANKING))
                .isLessThan((int) registered.get(old).get(Constants.SERVICE_RANKING));
        assertThat(old.find(Databases.TABLE, "alice")).isPresent();

        old.release();

        assertThat(ended.poll(10, TimeUnit.SECONDS)).isSameAs(old);
        assertThat(only()).isSameAs(now);
    }

    @Test
    void returnsToTheDatabaseInUseIfParametersAreSetBack() throws Exception {
        LocationDatabase first = only();
        add(first, "alice", 1);
        configure(Map.of("db_url", "jdbc:h2:mem:other"));

        configure(Map.of());

        assertThat(ended.poll(10, TimeUnit.SECONDS)).isNotSameAs(first);
        assertThat(only()).isSameAs(first);
        assertThat(first.find(Databases.TABLE, "alice")).isPresent();
    }

    @Test
    void canBeUsedAgainAfterItsRelease() {
        LocationDatabase store = only();
        add(store, "alice", 1);

        store.release();

        assertThat(store.find(Databases.TABLE, "alice")).isPresent();
        assertThat(only()).isSameAs(store);
    }

    @Test
    void keepsTheDatabaseIfOnlyItsOptionsChange() {
        LocationDatabase store = only();
        add(store, "alice", 1);

        configure(Map.of("db_pool_size", 2, "fetch_rows", 1, "db_timeout", 300));

        assertThat(only()).isSameAs(store);
        assertThat(store.find(Databases.TABLE, "alice")).isPresent();
    }

    @Test
    void makesAnotherDatabaseOfOneWithDomains() throws Exception {
        LocationDatabase old = only();

        shared.configure(new SharedParametersOf(1));
        stores.updatedShared(shared);

        assertThat(ended.poll(10, TimeUnit.SECONDS)).isSameAs(old);
    }

    @Test
    void isDownWithoutADriverAndUpWhenOneComes() throws Exception {
        LocationDatabase store = only();
        add(store, "alice", 1);
        DataSourceFactory factory = ClassPathDrivers.factory(H2).orElseThrow();
        drivers.add(H2, factory);
        drivers.remove(H2, factory);

        configure(Map.of("db_url", "jdbc:h2:mem:other"));
        LocationDatabase other = registered.keySet().stream()
                .filter(each -> each != store)
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> add(other, "bob", 2))
                .isInstanceOf(LocationException.class)
                .hasMessageContaining("no JDBC driver for H2 is installed");
        await(other, StoreHealth.State.DOWN);
        drivers.add(H2, factory);
        await(other, StoreHealth.State.UP);
        add(other, "bob", 2);
    }

    private void configure(Map<String, Object> values) {
        stores.configure(JdbcSettingsTest.parameters(values), values);
    }

    private LocationDatabase only() {
        assertThat(registered).hasSize(1);
        return registered.keySet().iterator().next();
    }

    private static void add(LocationDatabase store, String aor, int number) {
        AddressRecord now =
                store.update(Databases.TABLE, aor, record -> Databases.with(record, Databases.contact(number)));
        assertThat(now.contacts()).hasSize(1);
    }

    private static void await(LocationDatabase store, StoreHealth.State state) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (store.health().state() != state && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertThat(store.health().state()).isEqualTo(state);
    }

    private BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getProperty" -> data.toString();
                    case "registerService" ->
                        register((LocationDatabase) arguments[1], (Dictionary<?, ?>) arguments[2]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @SuppressWarnings("unchecked")
    private ServiceRegistration<?> register(LocationDatabase database, Dictionary<?, ?> properties) {
        registered.put(database, (Dictionary<String, ?>) properties);
        return (ServiceRegistration<?>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ServiceRegistration.class}, (proxy, method, arguments) -> {
                    registered.remove(database);
                    ended.add(database);
                    return null;
                });
    }

    /** The parameters of usrloc with another use_domain. */
    private record SharedParametersOf(int useDomain) implements SharedParameters.Parameters {

        @Override
        public int use__domain() {
            return useDomain;
        }

        @Override
        public int nat__bflag() {
            return -1;
        }

        @Override
        public int server__id() {
            return 0;
        }

        @Override
        public String xavp__contact() {
            return "";
        }

        @Override
        public String preload() {
            return "";
        }

        @Override
        public Class<SharedParameters.Parameters> annotationType() {
            return SharedParameters.Parameters.class;
        }
    }
}
