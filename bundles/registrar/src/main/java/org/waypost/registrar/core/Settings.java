package org.waypost.registrar.core;

import java.util.Locale;
import org.waypost.usrloc.Compat;

/**
 * The parameters in force: one immutable snapshot, which a request reads once. Names, units and ranges are those of
 * {@link RegistrarParameters}.
 */
record Settings(
        int defaultExpires,
        int defaultExpiresRange,
        int expiresRange,
        int minExpires,
        boolean refuseBrief,
        int maxExpires,
        int defaultQ,
        int maxContacts,
        int retryAfter,
        boolean caseSensitive,
        String realmPrefix,
        boolean appendBranches,
        boolean methodFiltering,
        int contactMaxSize,
        String receivedParameter,
        boolean useExpired,
        boolean advertisedSocket,
        Compat compat) {

    /** The defaults of {@link RegistrarParameters}. */
    static final Settings DEFAULT = new Settings(
            3600, 0, 0, 60, false, 0, -1, 0, 0, false, "", true, false, 512, "received", false, false, Compat.KAMAILIO);

    Settings {
        within("default_expires", defaultExpires, 0, Integer.MAX_VALUE);
        within("default_expires_range", defaultExpiresRange, 0, 100);
        within("expires_range", expiresRange, 0, 100);
        within("min_expires", minExpires, 0, Integer.MAX_VALUE);
        within("max_expires", maxExpires, 0, Integer.MAX_VALUE);
        within("default_q", defaultQ, -1, 1000);
        within("max_contacts", maxContacts, 0, Integer.MAX_VALUE);
        within("retry_after", retryAfter, 0, Integer.MAX_VALUE);
        within("contact_max_size", contactMaxSize, 1, 65535);
        if (!isToken(receivedParameter)) {
            throw new IllegalArgumentException(
                    "received_param: '" + receivedParameter + "' is refused; a parameter name or nothing is wanted");
        }
    }

    /**
     * The settings that {@code parameters} stand for.
     *
     * @throws RuntimeException if a value is out of its range or of the wrong type; the message names it
     */
    static Settings of(RegistrarParameters parameters) {
        return new Settings(
                parameters.default__expires(),
                parameters.default__expires__range(),
                parameters.expires__range(),
                parameters.min__expires(),
                flag("min_expires_mode", parameters.min__expires__mode()),
                parameters.max__expires(),
                parameters.default__q(),
                parameters.max__contacts(),
                parameters.retry__after(),
                flag("case_sensitive", parameters.case__sensitive()),
                parameters.realm__prefix(),
                flag("append_branches", parameters.append__branches()),
                flag("method_filtering", parameters.method__filtering()),
                parameters.contact__max__size(),
                parameters.received__param(),
                flag("use_expired_contacts", parameters.use__expired__contacts()),
                flag("sock_mode", parameters.sock__mode()),
                compat(parameters.compat()));
    }

    private static boolean flag(String key, int value) {
        within(key, value, 0, 1);
        return value == 1;
    }

    private static void within(String key, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    key + ": '" + value + "' is refused; an integer of " + min + ".." + max + " is wanted");
        }
    }

    private static Compat compat(String value) {
        return switch (value.trim().toLowerCase(Locale.ROOT)) {
            case "kamailio" -> Compat.KAMAILIO;
            case "rfc" -> Compat.RFC;
            default ->
                throw new IllegalArgumentException("compat: '" + value + "' is refused; kamailio or rfc is wanted");
        };
    }

    private static boolean isToken(String text) {
        return text.chars()
                .allMatch(c -> c >= 'a' && c <= 'z'
                        || c >= 'A' && c <= 'Z'
                        || c >= '0' && c <= '9'
                        || "-._~+!%*'`".indexOf(c) >= 0);
    }
}
