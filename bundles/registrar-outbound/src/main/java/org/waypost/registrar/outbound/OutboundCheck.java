package org.waypost.registrar.outbound;

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
 * Refuses a flow_timer that does not go with outbound_mode. No component: Declarative Services reads the configuration of a bundle's
 * components before it has registered any of them, and by then this must be there.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class OutboundCheck implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        context.registerService(
                ParameterCheck.class,
                OutboundCheck::check,
                FrameworkUtil.asDictionary(Map.of(ParameterCheck.PID, OutboundExtension.PID)));
    }

    @Override
    public void stop(BundleContext context) {
        // the framework takes the service back
    }

    static Optional<Refusal> check(Map<String, String> values) {
        int mode = Integer.parseInt(values.get("outbound_mode"));
        int timer = Integer.parseInt(values.get("flow_timer"));
        return OutboundSettings.allows(mode, timer)
                ? Optional.empty()
                : Optional.of(new Refusal("flow_timer", OutboundSettings.NO_TIMER));
    }
}
