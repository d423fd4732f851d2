package org.waypost.registrar.core;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.waypost.sip.ParameterReader;
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
        Compat compat,
        ScriptSettings scripts) {

    /** What {@code realm_prefix} must be. */
    static final String HOST_PREFIX = "the beginning of a host name or nothing";

    /** What {@code received_param} must be. */
    static final String PARAMETER_NAME = "a parameter name or nothing";

    /** The defaults of {@link RegistrarParameters}. */
    static final Settings DEFAULT = new Settings(
            3600,
            0,
            0,
            60,
            false,
            0,
            -1,
            0,
            0,
            false,
            "",
            true,
            false,
            512,
            "received",
            false,
            false,
            Compat.KAMAILIO,
            ScriptSettings.DEFAULT);

    private static final String TOKEN_SIGNS = "-.!%*_+`'~";

    /**
     * The settings that {@code parameters} give. A value that cannot be used is refused with one line to {@code
     * refused}, and what {@code last} has stays in force.
     *
     * @param raw the values as they were configured, for the message
     */
    static Settings of(RegistrarParameters parameters, Map<String, ?> raw, Settings last, Consumer<String> refused) {
        ParameterReader in = new ParameterReader("registrar", raw, refused);
        int seconds = Integer.MAX_VALUE;
        return new Settings(
                in.number("default_expires", parameters::default__expires, 0, seconds, last.defaultExpires),
                in.number(
                        "default_expires_range", parameters::default__expires__range, 0, 100, last.defaultExpiresRange),
                in.number("expires_range", parameters::expires__range, 0, 100, last.expiresRange),
                in.number("min_expires", parameters::min__expires, 0, seconds, last.minExpires),
                in.flag("min_expires_mode", parameters::min__expires__mode, last.refuseBrief),
                in.number("max_expires", parameters::max__expires, 0, seconds, last.maxExpires),
                in.number("default_q", parameters::default__q, -1, 1000, last.defaultQ),
                in.number("max_contacts", parameters::max__contacts, 0, Integer.MAX_VALUE, last.maxContacts),
                in.number("retry_after", parameters::retry__after, 0, seconds, last.retryAfter),
                in.flag("case_sensitive", parameters::case__sensitive, last.caseSensitive),
                in.text(
                        "realm_prefix",
                        parameters::realm__prefix,
                        HOST_PREFIX,
                        Settings::isHostPrefix,
                        last.realmPrefix),
                in.flag("append_branches", parameters::append__branches, last.appendBranches),
                in.flag("method_filtering", parameters::method__filtering, last.methodFiltering),
                in.number("contact_max_size", parameters::contact__max__size, 1, 65535, last.contactMaxSize),
                in.text(
                        "received_param",
                        parameters::received__param,
                        PARAMETER_NAME,
                        Settings::isToken,
                        last.receivedParameter),
                in.flag("use_expired_contacts", parameters::use__expired__contacts, last.useExpired),
                in.flag("sock_mode", parameters::sock__mode, last.advertisedSocket),
                compat(in, parameters, last.compat),
                ScriptSettings.of(parameters, in, last.scripts));
    }

    private static Compat compat(ParameterReader in, RegistrarParameters parameters, Compat last) {
        String name = in.text(
                "compat",
                parameters::compat,
                "kamailio or rfc",
                text -> Arrays.stream(Compat.values())
                        .anyMatch(compat -> compat.name().equalsIgnoreCase(text)),
                last.name().toLowerCase(Locale.ROOT));
        return Compat.valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Whether {@code realm_prefix} may be that. */
    static boolean isHostPrefix(String text) {
        return text.matches("[A-Za-z0-9._:\\[\\]-]*");
    }

    /** Whether {@code received_param} may be that: RFC 3261 25.1, token, or nothing. */
    static boolean isToken(String text) {
        return text.chars().allMatch(c -> c < 128 && Character.isLetterOrDigit(c) || TOKEN_SIGNS.indexOf(c) >= 0);
    }
}
