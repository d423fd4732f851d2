package org.waypost.parameters.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;

/**
 * Waits until a change has reached its component. Declarative Services hears of a change by an event on the one thread that
 * Configuration Admin tells its listeners on, one event after the other: once an event that was made later arrives here, it has
 * called the component.
 */
final class DeliveryBarrier {

    private static final String PID = "org.waypost.parameters.delivered";

    private final BundleContext context;
    private final ConfigurationAdmin admin;

    DeliveryBarrier(BundleContext context, ConfigurationAdmin admin) {
        this.context = context;
        this.admin = admin;
    }

    /** Waits for all changes made before this call; false if {@code patience} ends first. */
    boolean await(Duration patience) throws IOException {
        CountDownLatch arrived = new CountDownLatch(1);
        ConfigurationListener listener = event -> {
            if (event.getType() == ConfigurationEvent.CM_DELETED && PID.equals(event.getPid())) {
                arrived.countDown();
            }
        };
        ServiceRegistration<ConfigurationListener> registration =
                context.registerService(ConfigurationListener.class, listener, null);
        try {
            admin.getConfiguration(PID, "?").delete();
            return arrived.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            registration.unregister();
        }
    }
}
