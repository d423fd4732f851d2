package org.waypost.launcher;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** The one line that says what the server listens on and how long its start took. */
final class Banner {

    private static final String TRANSPORT = "org.waypost.sip.SipTransport";
    private static final long PATIENCE_MILLIS = 3000;

    private final BundleContext context;

    Banner(BundleContext context) {
        this.context = context;
    }

    String line(String version, long startedMillis) throws InterruptedException {
        String listening = listening();
        double seconds = (System.currentTimeMillis() - startedMillis) / 1000.0;
        return String.format(Locale.ROOT, "Waypost %s listening on %s, ready in %.2f s", version, listening, seconds);
    }

    private String listening() throws InterruptedException {
        ServiceTracker<Object, Object> tracker = new ServiceTracker<>(context, TRANSPORT, null);
        tracker.open();
        try {
            Object transport = tracker.waitForService(PATIENCE_MILLIS);
            if (transport == null) {
                return "nothing (no " + TRANSPORT + " service, see waypost status)";
            }
            ServiceReference<Object> reference = tracker.getServiceReference();
            List<String> points = listenPoints(transport, reference);
            return points.isEmpty() ? "nothing (no listener could be opened, see the log)" : String.join(", ", points);
        } finally {
            tracker.close();
        }
    }

    /** Asks through the interface's own methods, as the launcher sees no package of any bundle. */
    private static List<String> listenPoints(Object transport, ServiceReference<?> reference) {
        try {
            ClassLoader loader = reference
                    .getBundle()
                    .adapt(org.osgi.framework.wiring.BundleWiring.class)
                    .getClassLoader();
            Class<?> type = loader.loadClass(TRANSPORT);
            Class<?> point = loader.loadClass("org.waypost.sip.ListenPoint");
            List<?> points = (List<?>) type.getMethod("listenPoints").invoke(transport);
            return points.stream().map(each -> describe(point, each)).collect(Collectors.toList());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot ask " + transport + " for its listen points", e);
        }
    }

    private static String describe(Class<?> type, Object point) {
        try {
            return (String) type.getMethod("description").invoke(point);
        } catch (IllegalAccessException | InvocationTargetException | NoSuchMethodException e) {
            throw new IllegalStateException("cannot ask " + point + " for its description", e);
        }
    }
}
