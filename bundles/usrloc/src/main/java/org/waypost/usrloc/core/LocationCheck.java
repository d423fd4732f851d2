package org.waypost.usrloc.core;

import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.util.tracker.ServiceTracker;
import org.waypost.sip.ParameterCheck;
import org.waypost.sip.ParameterCheck.Refusal;

/**
 * Refuses the choice of a store that cannot be had, texts that cannot be used and what does not go together. No component: Declarative Services reads the configuration of a bundle's components
 * before it has registered any of them, and by then this must be there.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class LocationCheck implements BundleActivator {

    private ServiceTracker<LocationService, LocationService> services;

    @Override
    public void start(BundleContext context) {
        services = new ServiceTracker<>(context, LocationService.class, null);
        services.open();
        context.registerService(
                ParameterCheck.class,
                ParameterCheck.of(
                        values -> check(values, Optional.ofNullable(services.getService())), LocationNotices::of),
                FrameworkUtil.asDictionary(Map.of(ParameterCheck.PID, "waypost.usrloc")));
    }

    @Override
    public void stop(BundleContext context) {
        services.close();
    }

    /** Judges by what the running service has; as long as there is none, any store may be waited for. */
    static Optional<Refusal> check(Map<String, String> values, Optional<LocationService> service) {
        for (String key : TextRule.keys()) {
            TextRule rule = TextRule.of(key);
            if (values.containsKey(key) && !rule.allows(values.get(key).strip())) {
                return Optional.of(new Refusal(key, rule.expected()));
            }
        }
        return service.flatMap(location -> location.stores()
                        .refusal(
                                Integer.parseInt(values.get("db_mode")),
                                values.get("store").strip()))
                .or(() -> delay(values));
    }

    // Kamailio does not start with it.
    private static Optional<Refusal> delay(Map<String, String> values) {
        return values.get("db_mode").equals("3")
                        || values.getOrDefault("rm_expired_delay", "0").equals("0")
                ? Optional.empty()
                : Optional.of(new Refusal("rm_expired_delay", "0 unless db_mode is 3"));
    }
}
