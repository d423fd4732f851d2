package org.waypost.usrloc.jdbc.access;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.jdbc.DataSourceFactory;
import org.waypost.usrloc.jdbc.table.Dialect;

/** The JDBC drivers that are there, which may come and go. */
public final class Drivers {

    private final Map<String, DataSourceFactory> factories = new ConcurrentHashMap<>();

    /** Takes in a driver by the name of its class. */
    public void add(String driverClass, DataSourceFactory factory) {
        factories.put(driverClass, factory);
    }

    public void remove(String driverClass, DataSourceFactory factory) {
        factories.remove(driverClass, factory);
    }

    /**
     * The best driver for that database.
     *
     * @throws SQLException if there is none
     */
    public DataSourceFactory factory(Dialect dialect) throws SQLException {
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
