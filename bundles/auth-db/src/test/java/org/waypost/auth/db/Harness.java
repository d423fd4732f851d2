package org.waypost.auth.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.waypost.jdbc.ClassPathDrivers;
import org.waypost.jdbc.Drivers;
import org.waypost.sip.auth.DigestAlgorithm;
import org.waypost.sip.auth.DigestName;
import org.waypost.sip.auth.UserStore;
import org.waypost.sip.auth.UserStore.Answer;
import org.waypost.sip.auth.UserStore.Found;
import org.waypost.testdatabases.TestDatabase;

/** The bundle's component with the service that it registers, and tables as Kamailio's script makes them. */
final class Harness implements AutoCloseable {

    static final String REALM = "example.com";

    final Drivers drivers = ClassPathDrivers.all();
    private final Subscribers subscribers;
    private final Map<String, Object> parameters = new HashMap<>();
    private Optional<UserStore> store = Optional.empty();

    Harness(Map<String, Object> values) {
        BundleContext bundle = (BundleContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("registerService")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    store = Optional.of((UserStore) arguments[1]);
                    return registration();
                });
        subscribers = new Subscribers(bundle, drivers);
        configure(values);
    }

    private ServiceRegistration<?> registration() {
        return (ServiceRegistration<?>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ServiceRegistration.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("unregister")) {
                        store = Optional.empty();
                    }
                    return null;
                });
    }

    /** How a test's database is reached. */
    static Map<String, Object> at(TestDatabase database) {
        return Map.of("db_url", database.url(), "db_user", database.user(), "db_password", database.password());
    }

    /** Sets parameters, beside those that were set before. */
    void configure(Map<String, Object> values) {
        parameters.putAll(values);
        subscribers.configure(
                (AuthDbParameters) Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {AuthDbParameters.class},
                        (proxy, method, arguments) ->
                                parameters.getOrDefault(method.getName().replace("__", "_"), method.getDefaultValue())),
                parameters);
    }

    /** The service, if there is one. */
    Optional<UserStore> store() {
        return store;
    }

    Answer find(String name) {
        return store.orElseThrow().find(DigestName.of(name), REALM);
    }

    /** Whether that password is the one that is kept. */
    boolean isPassword(String name, String password, DigestAlgorithm algorithm) {
        assertThat(find(name)).isInstanceOf(Found.class);
        return ((Found) find(name))
                .secret()
                .ha1(algorithm, name, REALM)
                .equals(Optional.of(algorithm.hash(name, REALM, password)));
    }

    boolean isPassword(String name, String password) {
        return isPassword(name, password, DigestAlgorithm.MD5);
    }

    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        subscribers.collect(counts::put);
        return counts;
    }

    /** Makes Kamailio's tables, of that version. */
    static void createTables(TestDatabase database, int version) throws SQLException {
        database.execute(
                "CREATE TABLE version (table_name VARCHAR(32) NOT NULL, table_version INTEGER DEFAULT 0 NOT NULL)",
                "INSERT INTO version (table_name, table_version) VALUES ('subscriber', " + version + ")");
        createTable(database, "subscriber");
    }

    static void createTable(TestDatabase database, String name) throws SQLException {
        database.execute("CREATE TABLE " + name
                + " (id INTEGER PRIMARY KEY NOT NULL, username VARCHAR(64) DEFAULT '' NOT NULL,"
                + " domain VARCHAR(64) DEFAULT '' NOT NULL, password VARCHAR(64) DEFAULT '' NOT NULL,"
                + " ha1 VARCHAR(128) DEFAULT '' NOT NULL, ha1b VARCHAR(128) DEFAULT '' NOT NULL,"
                + " email_address VARCHAR(64))");
    }

    /** Adds a user as {@code kamctl add} does. */
    static void add(TestDatabase database, String table, int id, String user, String domain, String password)
            throws SQLException {
        String ha1 = DigestAlgorithm.MD5.hash(user, domain, password);
        String ha1b = DigestAlgorithm.MD5.hash(user + "@" + domain, domain, password);
        database.execute("INSERT INTO " + table + " (id, username, domain, password, ha1, ha1b, email_address) VALUES ("
                + id + ", '" + user + "', '" + domain + "', '" + password + "', '" + ha1 + "', '" + ha1b
                + "', NULL)");
    }

    @Override
    public void close() {
        subscribers.stop();
    }
}
