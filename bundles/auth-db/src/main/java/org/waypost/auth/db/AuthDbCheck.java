package org.waypost.auth.db;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.waypost.jdbc.SqlName;
import org.waypost.sip.ParameterCheck;
import org.waypost.sip.ParameterCheck.Refusal;

/**
 * Refuses a {@code db_url} of no known form and names that are none before they are stored; it connects to nothing. No component:
 * Declarative Services reads the configuration of a bundle's components before it has registered any of them, and by then this must be
 * there.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class AuthDbCheck implements BundleActivator {

    private static final List<String> NAMES =
            List.of("table", "user_column", "domain_column", "password_column", "password_column_2");

    @Override
    public void start(BundleContext context) {
        context.registerService(
                ParameterCheck.class,
                ParameterCheck.of(AuthDbCheck::check, AuthDbCheck::notices),
                FrameworkUtil.asDictionary(Map.of(ParameterCheck.PID, Subscribers.PID)));
    }

    @Override
    public void stop(BundleContext context) {
        // the framework withdraws the service
    }

    static Optional<Refusal> check(Map<String, String> values) {
        for (String key : NAMES) {
            String name = values.get(key);
            if (name != null && !SqlName.isOne(name.strip())) {
                return Optional.of(new Refusal(key, SqlName.WANTED));
            }
        }
        return refusal("db_url", () -> AuthDbSettings.url(values.getOrDefault("db_url", ""), "", ""))
                .or(() -> refusal(
                        "load_credentials", () -> LoadedColumn.parse(values.getOrDefault("load_credentials", ""))))
                .or(() -> refusal(
                        "version_table",
                        () -> SqlName.versionTable(
                                values.getOrDefault("version_table", "0").strip())));
    }

    private static Optional<Refusal> refusal(String key, Runnable parser) {
        try {
            parser.run();
            return Optional.empty();
        } catch (IllegalArgumentException wrong) {
            return Optional.of(new Refusal(key, wrong.getMessage()));
        }
    }

    static List<String> notices(Map<String, String> values) {
        return "1".equals(values.get("calculate_ha1")) && "ha1".equals(values.get("password_column"))
                ? List.of("calculate_ha1 1 takes what password_column holds for passwords, and that is ha1")
                : List.of();
    }
}
