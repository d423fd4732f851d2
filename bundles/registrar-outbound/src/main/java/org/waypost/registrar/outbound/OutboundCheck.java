package org.waypost.registrar.outbound;

import java.util.List;
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
 * Refuses a flow_timer that does not go with outbound_mode, and says what may not be meant. No component: Declarative Services reads the configuration of a bundle's
 * components before it has registered any of them, and by then this must be there.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class OutboundCheck implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        context.registerService(
                ParameterCheck.class,
                ParameterCheck.of(OutboundCheck::check, OutboundCheck::notices),
                FrameworkUtil.asDictionary(Map.of(ParameterCheck.PID, OutboundExtension.PID)));
        context.registerService(
                ParameterCheck.class,
                ParameterCheck.of(values -> Optional.empty(), OutboundCheck::noticesWithPath),
                FrameworkUtil.asDictionary(
                        Map.of(ParameterCheck.PID, new String[] {OutboundExtension.PID, "waypost.registrar.path"})));
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

    static List<String> notices(Map<String, String> values) {
        return values.get("regid_mode").equals("1")
                        && values.get("outbound_mode").equals("0")
                ? List.of("regid_mode has no effect while outbound_mode is 0")
                : List.of();
    }

    // RFC 5626 5.1: a flow through an edge proxy is found again by the Path that the proxy has added.
    static List<String> noticesWithPath(Map<String, String> values) {
        return !values.get("outbound_mode").equals("0") && "0".equals(values.get("use_path"))
                ? List.of("outbound_mode without use_path: calls do not go back to a device through the edge proxy that"
                        + " its REGISTER came through")
                : List.of();
    }
}
