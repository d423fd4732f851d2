package org.waypost.usrloc.jdbc;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.waypost.jdbc.DatabaseUrl;
import org.waypost.jdbc.SqlName;
import org.waypost.sip.ParameterCheck;
import org.waypost.sip.ParameterCheck.Refusal;
import org.waypost.usrloc.jdbc.table.Column;

/**
 * Refuses a {@code db_url} of no known form and names that are none before they are stored; it connects to nothing. No component:
 * Declarative Services reads the configuration of a bundle's components before it has registered any of them, and by then this must be
 * there.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class JdbcCheck implements BundleActivator {

    private static final List<String> ALWAYS_SO = List.of("db_insert_update", "db_check_update", "db_insert_null");
    private static final String ANY = "jdbc:h2:mem:any";

    @Override
    public void start(BundleContext context) {
        context.registerService(
                ParameterCheck.class,
                ParameterCheck.of(JdbcCheck::check, JdbcCheck::notices),
                FrameworkUtil.asDictionary(Map.of(ParameterCheck.PID, JdbcStores.PID)));
        context.registerService(
                ParameterCheck.class,
                ParameterCheck.of(values -> Optional.empty(), JdbcCheck::noticesWithUsrloc),
                FrameworkUtil.asDictionary(
                        Map.of(ParameterCheck.PID, new String[] {JdbcStores.PID, "waypost.usrloc"})));
    }

    @Override
    public void stop(BundleContext context) {
        // the framework withdraws the service
    }

    static Optional<Refusal> check(Map<String, String> values) {
        try {
            DatabaseUrl.parse(values.getOrDefault("db_url", ""), "", "", ANY);
        } catch (IllegalArgumentException e) {
            return Optional.of(new Refusal("db_url", e.getMessage()));
        }
        for (Column column : Column.values()) {
            Optional<String> key = column.parameter();
            if (key.isPresent()
                    && !SqlName.isOne(values.getOrDefault(key.get(), column.standardName())
                            .strip())) {
                return Optional.of(new Refusal(key.get(), SqlName.WANTED));
            }
        }
        try {
            SqlName.versionTable(values.getOrDefault("version_table", "0").strip());
        } catch (IllegalArgumentException e) {
            return Optional.of(new Refusal("version_table", e.getMessage()));
        }
        return Optional.empty();
    }

    static List<String> notices(Map<String, String> values) {
        return ALWAYS_SO.stream()
                .filter(key -> "1".equals(values.get(key)))
                .map(key -> key + " has no effect: it is always so")
                .toList();
    }

    static List<String> noticesWithUsrloc(Map<String, String> values) {
        return "1".equals(values.get("server_id_filter")) && "0".equals(values.get("server_id"))
                ? List.of("server_id_filter tells servers apart by usrloc.server_id, which is 0 for each that has none")
                : List.of();
    }
}
