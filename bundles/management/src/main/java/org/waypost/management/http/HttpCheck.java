package org.waypost.management.http;

import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.waypost.sip.ParameterCheck;

/**
 * Refuses listeners that cannot be read, and those that strangers could reach without a token. No component: Declarative Services
 * reads the configuration of a bundle's components before it has registered any of them, and by then this must be there.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class HttpCheck implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        context.registerService(
                ParameterCheck.class,
                HttpCheck::check,
                FrameworkUtil.asDictionary(Map.of(ParameterCheck.PID, HttpServers.PID)));
    }

    @Override
    public void stop(BundleContext context) {
        // what it registered goes with it
    }

    static Optional<ParameterCheck.Refusal> check(Map<String, String> values) {
        boolean open = values.get("token").isBlank();
        try {
            return HttpSettings.listen(values.get("listen")).stream()
                    .flatMap(address -> check(address, open).stream())
                    .findFirst()
                    .map(wanted -> new ParameterCheck.Refusal("listen", wanted));
        } catch (IllegalArgumentException e) {
            return Optional.of(
                    new ParameterCheck.Refusal("listen", "address:port in the place of '" + e.getMessage() + "'"));
        }
    }

    private static Optional<String> check(ListenAddress address, boolean open) {
        if (address.resolve().isEmpty()) {
            return Optional.of("a host that is known in the place of '" + address + "'");
        }
        return open && !address.isLoopback()
                ? Optional.of("a loopback address in the place of '" + address + "' while token is empty")
                : Optional.empty();
    }
}
