package org.waypost.sip.dns;

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
 * Refuses a list of name servers that is none before it is stored. No component: Declarative Services reads the configuration of a
 * bundle's components before it has registered any of them, and by then this must be there.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class DnsCheck implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        context.registerService(
                ParameterCheck.class,
                DnsCheck::check,
                FrameworkUtil.asDictionary(Map.of(ParameterCheck.PID, "waypost.dns")));
    }

    @Override
    public void stop(BundleContext context) {
        // the framework withdraws the service
    }

    static Optional<Refusal> check(Map<String, String> values) {
        try {
            DnsSettings.servers(values.getOrDefault("servers", ""));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(new Refusal("servers", e.getMessage()));
        }
    }
}
