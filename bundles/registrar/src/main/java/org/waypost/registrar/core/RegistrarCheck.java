package org.waypost.registrar.core;

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
 * Refuses what type and range cannot tell of the registrar's parameters, and says what may not be meant. No component: Declarative Services reads the configuration of a
 * bundle's components before it has registered any of them, and by then this must be there.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class RegistrarCheck implements BundleActivator {

    private static final List<String> AVPS = List.of("received_avp", "aor_avp", "reg_callid_avp");
    private static final List<String> NAMES = List.of("sock_hdr_name", "xavp_cfg", "xavp_rcd", "event_callback");

    @Override
    public void start(BundleContext context) {
        context.registerService(
                ParameterCheck.class,
                ParameterCheck.of(RegistrarCheck::check, RegistrarNotices::of),
                FrameworkUtil.asDictionary(Map.of(ParameterCheck.PID, "waypost.registrar")));
        context.registerService(
                ParameterCheck.class,
                ParameterCheck.of(values -> Optional.empty(), RegistrarNotices::withOthers),
                FrameworkUtil.asDictionary(Map.of(
                        ParameterCheck.PID, new String[] {"waypost.registrar", "waypost.usrloc", "waypost.kemi"})));
    }

    @Override
    public void stop(BundleContext context) {
        // the framework takes the service back
    }

    static Optional<Refusal> check(Map<String, String> values) {
        if (!Settings.isToken(values.get("received_param"))) {
            return Optional.of(new Refusal("received_param", Settings.PARAMETER_NAME));
        }
        if (!Settings.isHostPrefix(values.get("realm_prefix").strip())) {
            return Optional.of(new Refusal("realm_prefix", Settings.HOST_PREFIX));
        }
        Optional<String> noAvp = AVPS.stream()
                .filter(key -> !ScriptSettings.isAvpSpec(values.get(key).strip()))
                .findFirst();
        if (noAvp.isPresent()) {
            return noAvp.map(key -> new Refusal(key, ScriptSettings.AVP_SPEC));
        }
        return NAMES.stream()
                .filter(key -> !Settings.isToken(values.get(key).strip()))
                .findFirst()
                .map(key -> new Refusal(key, ScriptSettings.NAME));
    }
}
