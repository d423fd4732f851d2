package org.waypost.jdbc;

import java.sql.Driver;
import java.util.Optional;
import org.osgi.service.jdbc.DataSourceFactory;
import org.waypost.jdbc.driver.PlainDriverFactory;

/** The JDBC drivers that tests have on their class path. */
public final class ClassPathDrivers {

    private ClassPathDrivers() {}

    /** All of them. */
    public static Drivers all() {
        Drivers drivers = new Drivers();
        for (Dialect dialect : Dialect.values()) {
            dialect.drivers().forEach(name -> factory(name).ifPresent(factory -> drivers.add(name, factory)));
        }
        return drivers;
    }

    /** The driver of that class, if it is there. */
    public static Optional<DataSourceFactory> factory(String driverClass) {
        try {
            return Optional.of(new PlainDriverFactory(Class.forName(driverClass).asSubclass(Driver.class)));
        } catch (ClassNotFoundException absent) {
            return Optional.empty();
        }
    }
}
