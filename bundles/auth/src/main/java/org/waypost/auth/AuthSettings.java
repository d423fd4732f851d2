package org.waypost.auth;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.waypost.auth.guard.GuardSettings;
import org.waypost.sip.ParameterReader;
import org.waypost.sip.auth.DigestAlgorithm;

/**
 * The parameters in force, checked; the secret is kept by who makes nonces.
 *
 * @param usersFile if there is one
 * @param nonceExpire seconds
 * @param maxDrift seconds
 * @param countsUses whether a nonce sent with qop is good for each count once
 * @param oneTime whether a nonce used without a count is good once
 * @param mostNonces of which the uses are kept
 * @param qop of the built-in route's challenges, may be empty
 * @param algorithms of challenges, strongest first; empty: MD5, which is not named
 * @param realmPrefix left out where a realm begins with it
 * @param useDomain whether domains are compared too
 * @param checks what nonces are bound to, for REGISTER, outside and within dialogs
 * @param guard when those who guess are slowed down
 * @param modules whether scripts see the module
 */
record AuthSettings(
        Optional<Path> usersFile,
        int nonceExpire,
        int maxDrift,
        boolean countsUses,
        boolean oneTime,
        int mostNonces,
        String qop,
        List<DigestAlgorithm> algorithms,
        String realmPrefix,
        boolean useDomain,
        Checks checks,
        GuardSettings guard,
        boolean modules) {

    /** Bits of what a nonce is bound to. */
    record Checks(int register, int noDialog, int inDialog) {

        static final int URI = 1;
        static final int CALL_ID = 2;
        static final int FROM_TAG = 4;
        static final int SOURCE = 8;
    }

    private static final Set<String> QOPS = Set.of("", "auth", "auth-int", "auth,auth-int");

    static final AuthSettings DEFAULTS = new AuthSettings(
            Optional.of(Path.of("users")),
            300,
            3,
            true,
            false,
            131072,
            "auth",
            List.of(),
            "",
            false,
            new Checks(Checks.SOURCE, Checks.SOURCE, Checks.SOURCE),
            GuardSettings.DEFAULTS,
            false);

    /** The settings that {@code parameters} give; for a value that is refused, what {@code last} has. */
    static AuthSettings of(AuthParameters parameters, Map<String, ?> raw, AuthSettings last, Consumer<String> refused) {
        ParameterReader in = new ParameterReader("auth", raw, refused);
        return new AuthSettings(
                in.parsed("users_file", parameters::users__file, AuthSettings::path, last.usersFile),
                in.number("nonce_expire", parameters::nonce__expire, 5, 86400, last.nonceExpire),
                in.number("nonce_auth_max_drift", parameters::nonce__auth__max__drift, 0, 3600, last.maxDrift),
                in.flag("nonce_count", parameters::nonce__count, last.countsUses),
                in.flag("one_time_nonce", parameters::one__time__nonce, last.oneTime),
                in.number("nc_array_size", parameters::nc__array__size, 1024, 1 << 24, last.mostNonces),
                in.parsed("qop", parameters::qop, AuthSettings::qop, last.qop),
                in.parsed("algorithm", parameters::algorithm, AuthSettings::algorithms, last.algorithms),
                in.parsed("realm_prefix", parameters::realm__prefix, AuthSettings::prefix, last.realmPrefix),
                in.flag("use_domain", parameters::use__domain, last.useDomain),
                new Checks(
                        in.number(
                                "auth_checks_register",
                                parameters::auth__checks__register,
                                0,
                                15,
                                last.checks.register),
                        in.number("auth_checks_no_dlg", parameters::auth__checks__no__dlg, 0, 15, last.checks.noDialog),
                        in.number(
                                "auth_checks_in_dlg", parameters::auth__checks__in__dlg, 0, 15, last.checks.inDialog)),
                new GuardSettings(
                        in.number("slow_after", parameters::slow__after, 1, 1000, last.guard.slowAfter()),
                        in.number("block_after", parameters::block__after, 1, 100_000, last.guard.blockAfter()),
                        in.number("block_time", parameters::block__time, 1, 86400, last.guard.blockSeconds()),
                        in.number("max_delay", parameters::max__delay, 0, 60_000, last.guard.longestDelayMillis()),
                        in.number("max_sources", parameters::max__sources, 16, 10_000_000, last.guard.mostKept())),
                in.flag("auth_modules", parameters::auth__modules, last.modules));
    }

    /** @throws IllegalArgumentException saying what is wanted */
    static Optional<Path> path(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException noPath) {
            throw new IllegalArgumentException("the path of a file", noPath);
        }
    }

    /** @throws IllegalArgumentException saying what is wanted */
    static String qop(String text) {
        String qop = text.replace(" ", "");
        if (!QOPS.contains(qop)) {
            throw new IllegalArgumentException("auth, auth-int, 'auth,auth-int' or an empty text");
        }
        return qop;
    }

    /** @throws IllegalArgumentException saying what is wanted */
    static List<DigestAlgorithm> algorithms(String text) {
        Set<DigestAlgorithm> named = EnumSet.noneOf(DigestAlgorithm.class);
        for (String name : text.isEmpty() ? new String[0] : text.split(",")) {
            named.add(DigestAlgorithm.of(name.strip())
                    .filter(algorithm -> !name.isBlank())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "SHA-512-256, SHA-256, MD5 or several with commas between them")));
        }
        return List.copyOf(new ArrayList<>(named));
    }

    /** @throws IllegalArgumentException saying what is wanted */
    static String prefix(String text) {
        if (!text.matches("[A-Za-z0-9_.-]{0,64}")) {
            throw new IllegalArgumentException("up to 64 letters, digits, '.', '_' or '-'");
        }
        return text;
    }
}
