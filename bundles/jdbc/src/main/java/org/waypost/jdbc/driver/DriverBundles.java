package org.waypost.jdbc.driver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Driver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.jdbc.DataSourceFactory;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the drivers of bundles that are no more than JDBC drivers available as {@link DataSourceFactory} services, as MariaDB's is:
 * those that name a driver in {@code META-INF/services} and register no such service themselves.
 */
@Component(service = {})
public final class DriverBundles implements BundleTrackerCustomizer<List<ServiceRegistration<?>>> {

    private static final Logger LOG = LoggerFactory.getLogger(DriverBundles.class);
    private static final String SERVICES = "META-INF/services/java.sql.Driver";

    private final BundleTracker<List<ServiceRegistration<?>>> bundles;

    @Activate
    public DriverBundles(BundleContext context) {
        bundles = new BundleTracker<>(context, Bundle.ACTIVE, this);
        bundles.open();
    }

    @Deactivate
    void close() {
        bundles.close();
    }

    @Override
    public List<ServiceRegistration<?>> addingBundle(Bundle bundle, BundleEvent event) {
        URL services = bundle.getEntry(SERVICES);
        if (services == null || registersItself(bundle)) {
            return null;
        }
        List<ServiceRegistration<?>> registrations = new ArrayList<>();
        for (String name : names(services)) {
            load(bundle, name)
                    .ifPresent(type -> registrations.add(bundle.getBundleContext()
                            .registerService(
                                    DataSourceFactory.class,
                                    new PlainDriverFactory(type),
                                    FrameworkUtil.asDictionary(
                                            Map.of(DataSourceFactory.OSGI_JDBC_DRIVER_CLASS, name)))));
        }
        return registrations;
    }

    @Override
    public void modifiedBundle(Bundle bundle, BundleEvent event, List<ServiceRegistration<?>> registrations) {
        // its driver is the same
    }

    @Override
    public void removedBundle(Bundle bundle, BundleEvent event, List<ServiceRegistration<?>> registrations) {
        for (ServiceRegistration<?> registration : registrations) {
            try {
                registration.unregister();
            } catch (IllegalStateException gone) {
                // the bundle has taken its services along
            }
        }
    }

    private static boolean registersItself(Bundle bundle) {
        ServiceReference<?>[] services = bundle.getRegisteredServices();
        if (services == null) {
            return false;
        }
        for (ServiceReference<?> service : services) {
            if (service.getProperty(DataSourceFactory.OSGI_JDBC_DRIVER_CLASS) != null) {
                return true;
            }
        }
        return false;
    }

    private static List<String> names(URL services) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(services.openStream(), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            LOG.warn("The drivers that {} names cannot be read: {}", services, e.toString());
            return List.of();
        }
    }

    private static Optional<Class<? extends Driver>> load(Bundle bundle, String name) {
        try {
            return Optional.of(bundle.loadClass(name).asSubclass(Driver.class));
        } catch (ClassNotFoundException | ClassCastException e) {
            LOG.warn("The JDBC driver {} of {} cannot be used: {}", name, bundle.getSymbolicName(), e.toString());
            return Optional.empty();
        }
    }
}
