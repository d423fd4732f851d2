package org.waypost.jdbc;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.jdbc.DataSourceFactory;

/** The JDBC drivers that are there, which may come and go; pools give up the connections of one that goes. */
@Component(service = Drivers.class)
public final class Drivers {

    private final Map<String, DataSourceFactory> factories = new ConcurrentHashMap<>();
    private final Set<ConnectionPool> pools = ConcurrentHashMap.newKeySet();

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            target = "(" + DataSourceFactory.OSGI_JDBC_DRIVER_CLASS + "=*)")
    void addDriver(DataSourceFactory factory, Map<String, ?> properties) {
        add(driverClass(properties), factory);
    }

    void removeDriver(DataSourceFactory factory, Map<String, ?> properties) {
        remove(driverClass(properties), factory);
    }

    private static String driverClass(Map<String, ?> properties) {
        return String.valueOf(properties.get(DataSourceFactory.OSGI_JDBC_DRIVER_CLASS));
    }

    /** Takes in a driver by the name of its class. */
    public void add(String driverClass, DataSourceFactory factory) {
        factories.put(driverClass, factory);
    }

    /** Lets a driver go; its connections are closed when this returns, or waited for in vain. */
    public void remove(String driverClass, DataSourceFactory factory) {
        factories.remove(driverClass, factory);
        pools.forEach(pool -> pool.driverLeft(factory));
    }

    /** Tells that pool of drivers that go. */
    void serve(ConnectionPool pool) {
        pools.add(pool);
    }

    void forget(ConnectionPool pool) {
        pools.remove(pool);
    }

    /**
     * The best driver for that database.
     *
     * @throws SQLException if there is none
     */
    DataSourceFactory factory(Dialect dialect) throws SQLException {
        return best(dialect)
                .orElseThrow(
                        () -> new SQLException("no JDBC driver for " + dialect.title() + " is installed", "08001"));
    }

    private Optional<DataSourceFactory> best(Dialect dialect) {
        return dialect.drivers().stream()
                .map(factories::get)
                .filter(factory -> factory != null)
                .findFirst();
    }
}
