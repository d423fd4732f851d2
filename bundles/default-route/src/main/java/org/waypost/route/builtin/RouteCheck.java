package org.waypost.route.builtin;

import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.waypost.sip.ParameterCheck;
import org.waypost.sip.ParameterCheck.Refusal;

/**
 * Refuses texts that the route cannot use before they are stored. No component: Declarative Services reads the configuration of a bundle's
 * components before it has registered any of them, and by then this must be there.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class RouteCheck implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        context.registerService(
                ParameterCheck.class,
                RouteCheck::check,
                FrameworkUtil.asDictionary(Map.of(ParameterCheck.PID, "waypost.route")));
    }

    @Override
    public void stop(BundleContext context) {
        // the framework withdraws the service
    }

    static Optional<Refusal> check(Map<String, String> values) {
        if (!RouteSettings.isSecret(values.getOrDefault("route_secret", "").strip())) {
            return Optional.of(new Refusal("route_secret", RouteSettings.SECRET));
        }
        return AdmissionSettings.isRealm(values.getOrDefault("auth_realm", "").strip())
                ? Optional.empty()
                : Optional.of(new Refusal("auth_realm", AdmissionSettings.REALM));
    }
}
