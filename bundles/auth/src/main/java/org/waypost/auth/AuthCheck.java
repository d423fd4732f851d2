package org.waypost.auth;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.waypost.sip.ParameterCheck;
import org.waypost.sip.ParameterCheck.Refusal;

/**
 * Refuses texts that authentication cannot use. No component: Declarative Services reads the configuration of a bundle's components
 * before it has registered any of them, and by then this must be there.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class AuthCheck implements BundleActivator {

    private static final Map<String, Consumer<String>> TEXTS = Map.of(
            "users_file", AuthSettings::path,
            "qop", AuthSettings::qop,
            "algorithm", AuthSettings::algorithms,
            "realm_prefix", AuthSettings::prefix);

    @Override
    public void start(BundleContext context) {
        context.registerService(
                ParameterCheck.class,
                ParameterCheck.of(AuthCheck::check, AuthCheck::notices),
                FrameworkUtil.asDictionary(Map.of(ParameterCheck.PID, "waypost.auth")));
    }

    @Override
    public void stop(BundleContext context) {
        // the framework takes the service back
    }

    static Optional<Refusal> check(Map<String, String> values) {
        for (Map.Entry<String, Consumer<String>> text : TEXTS.entrySet()) {
            try {
                text.getValue().accept(values.getOrDefault(text.getKey(), "").strip());
            } catch (IllegalArgumentException wrong) {
                return Optional.of(new Refusal(text.getKey(), wrong.getMessage()));
            }
        }
        return Optional.empty();
    }

    private static List<String> notices(Map<String, String> values) {
        boolean counts = "1".equals(values.get("nonce_count"));
        return counts && values.getOrDefault("qop", "").isBlank()
                ? List.of("nonce_count 1 has no effect on the built-in route without qop")
                : List.of();
    }
}
