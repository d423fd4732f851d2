package org.waypost.auth;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.waypost.auth.Challenger.Wish;
import org.waypost.auth.digest.DigestCredentials;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Method;
import org.waypost.sip.PseudoVariables;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;
import org.waypost.sip.auth.DigestAlgorithm;
import org.waypost.sip.auth.DigestCheck;
import org.waypost.sip.auth.DigestName;
import org.waypost.sip.auth.UserSecret;
import org.waypost.sip.auth.UserStore;

/** {@code KSR.auth}: challenges, and checks of credentials against a password that the script has, with Kamailio's return codes. */
final class AuthModule implements ScriptModule {

    /** Flag of pv_auth_check: the password is a hash already. */
    private static final int HASHED = 1;

    /** Of challenges to an ACK. */
    private static final int UNANSWERABLE = -3;

    private final Examiner examiner;
    private final Supplier<Optional<PseudoVariables>> variables;
    private final Map<String, Signature> functions = new LinkedHashMap<>();

    /** @param variables pseudo-variables, if anybody offers them now */
    AuthModule(DigestCheck checks, Examiner examiner, Supplier<Optional<PseudoVariables>> variables) {
        this.examiner = examiner;
        this.variables = variables;
        add(
                "auth_challenge",
                "si",
                "Asks for credentials for a realm: 401 to a REGISTER, else 407; flags 1 qop auth, 2 qop auth-int, 16 stale.",
                (context, a) -> challenge(context, a, context.request().method() == Method.REGISTER));
        add(
                "www_challenge",
                "si",
                "Asks for credentials for a realm with 401 and WWW-Authenticate.",
                (context, a) -> challenge(context, a, true));
        add(
                "proxy_challenge",
                "si",
                "Asks for credentials for a realm with 407 and Proxy-Authenticate.",
                (context, a) -> challenge(context, a, false));
        add(
                "pv_auth_check",
                "ssii",
                "Checks the credentials for a realm against a password (flag 1: its HA1); checks 1: the user must be that of From,"
                        + " and To of a REGISTER.",
                (context, a) -> checks.check(context, text(a, 0), users(text(a, 1), number(a, 2)), number(a, 3)));
        add(
                "auth_get_www_authenticate",
                "sis",
                "Sets a pseudo-variable to the header WWW-Authenticate of a challenge; flags as those of auth_challenge.",
                (context, a) -> challengeTo(context, a));
        add(
                "pv_www_authenticate",
                "ssi?s",
                "Checks the credentials in Authorization against a password (flag 1: its HA1); they may have been made for another"
                        + " method.",
                (context, a) -> checks.check(
                        context,
                        text(a, 0),
                        users(text(a, 1), number(a, 2)),
                        0,
                        true,
                        a.length > 3 ? Optional.of(text(a, 3)) : Optional.empty()));
        add(
                "pv_proxy_authenticate",
                "ssi",
                "Checks the credentials in Proxy-Authorization against a password (flag 1: its HA1).",
                (context, a) ->
                        checks.check(context, text(a, 0), users(text(a, 1), number(a, 2)), 0, false, Optional.empty()));
        add(
                "has_credentials",
                "s",
                "Tells whether the request carries credentials for a realm.",
                (context, a) -> code(has(context, text(a, 0))));
        add(
                "consume_credentials",
                "",
                "Takes the credentials that were found to be good out of what is relayed.",
                (context, a) -> code(context.attachment(Proven.class, Proven::new)
                        .place()
                        .filter(place -> Examiner.consume(context, place.header(), place.realm()))
                        .isPresent()));
    }

    private void add(String name, String parameters, String help, Function function) {
        functions.put(name, new Signature(parameters, help, function));
    }

    @Override
    public String name() {
        return "auth";
    }

    @Override
    public Map<String, Signature> functions() {
        return functions;
    }

    private Object challenge(SipContext context, Object[] arguments, boolean www) {
        return examiner.challenge(context, wish(arguments, www)) ? DigestCheck.PASSED : UNANSWERABLE;
    }

    private Object challengeTo(SipContext context, Object[] arguments) {
        String lines = examiner.challengeLines(context, wish(arguments, true));
        return code(variables
                .get()
                .map(engine -> engine.variable(text(arguments, 2)))
                .filter(target -> target.set(context, Value.of(lines)))
                .isPresent());
    }

    private Wish wish(Object[] arguments, boolean www) {
        String realm = text(arguments, 0);
        if (realm.isEmpty() || realm.indexOf('"') >= 0 || realm.indexOf('\r') >= 0 || realm.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a realm is wanted");
        }
        return Wish.of(examiner.realm(realm), number(arguments, 1), www);
    }

    private static boolean has(SipContext context, String realm) {
        return DigestCredentials.indexOf(context.request(), HeaderName.AUTHORIZATION, realm) >= 0
                || DigestCredentials.indexOf(context.request(), HeaderName.PROXY_AUTHORIZATION, realm) >= 0;
    }

    /** Everybody, with that password. */
    private static UserStore users(String password, int flags) {
        UserSecret secret = (flags & HASHED) == 0
                ? UserSecret.ofPassword(password)
                : UserSecret.ofHashes(Map.of(hashOf(password), password.toLowerCase(Locale.ROOT)));
        UserStore.Found found = new UserStore.Found(secret);
        return new UserStore() {
            @Override
            public Answer find(DigestName name, String realm) {
                return found;
            }

            @Override
            public Optional<Answer> known(DigestName name, String realm) {
                return Optional.of(found);
            }
        };
    }

    private static DigestAlgorithm hashOf(String digits) {
        return digits.length() == DigestAlgorithm.SHA_256.hexLength() ? DigestAlgorithm.SHA_256 : DigestAlgorithm.MD5;
    }

    private static int code(boolean yes) {
        return yes ? DigestCheck.PASSED : DigestCheck.ERROR;
    }

    private static String text(Object[] arguments, int index) {
        return arguments[index] == null ? "" : arguments[index].toString();
    }

    private static int number(Object[] arguments, int index) {
        Object argument = arguments[index];
        if (argument instanceof Number number) {
            return number.intValue();
        }
        // scripts write flags as text too
        return argument instanceof String text && text.strip().matches("-?\\d{1,9}")
                ? Integer.parseInt(text.strip())
                : 0;
    }
}
