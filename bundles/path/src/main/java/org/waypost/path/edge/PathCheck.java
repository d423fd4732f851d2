package org.waypost.path.edge;

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
 * Refuses a {@code registrar} that is no URI and a secret that is too short before they are stored. No component: Declarative Services
 * reads the configuration of a bundle's components before it has registered any of them, and by then this must be there.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class PathCheck implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        context.registerService(
                ParameterCheck.class,
                PathCheck::check,
                FrameworkUtil.asDictionary(Map.of(ParameterCheck.PID, "waypost.path")));
    }

    @Override
    public void stop(BundleContext context) {
        // the framework withdraws the service
    }

    static Optional<Refusal> check(Map<String, String> values) {
        try {
            EdgeSwitch.registrar(values.getOrDefault("registrar", "").strip());
        } catch (IllegalArgumentException e) {
            return Optional.of(new Refusal("registrar", "sip:host[:port][;transport=udp|tcp]"));
        }
        int secret = values.getOrDefault("flow_token_secret", "").length();
        return secret > 0 && secret < FlowSettings.SHORTEST_SECRET
                ? Optional.of(new Refusal(
                        "flow_token_secret", "a text of " + FlowSettings.SHORTEST_SECRET + " or more characters"))
                : Optional.empty();
    }
}
