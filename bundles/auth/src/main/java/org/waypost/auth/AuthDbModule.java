package org.waypost.auth;

import java.util.Map;
import java.util.Optional;
import org.waypost.sip.Octets;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipUri;
import org.waypost.sip.auth.DigestCheck;
import org.waypost.sip.auth.UserStore;

/**
 * {@code KSR.auth_db}: checks credentials against all users this server knows, with Kamailio's return codes: those of the file first, then
 * those of the table that a script names, if a database has users.
 */
final class AuthDbModule implements ScriptModule {

    /** Flags of is_subscriber. */
    private static final int EXACT = 1;

    private static final int PLAIN = 2;

    private static final int NO_SUBSCRIBER = -2;

    private final DigestCheck checks;

    AuthDbModule(DigestCheck checks) {
        this.checks = checks;
    }

    @Override
    public String name() {
        return "auth_db";
    }

    @Override
    public Map<String, Signature> functions() {
        return Map.of(
                "auth_check",
                new Signature(
                        "ssi",
                        "Checks the credentials for a realm against the users of a table; flag 1: the user must be that of From, and"
                                + " To of a REGISTER.",
                        (context, a) -> checks.check(context, text(a[0]), users(a[1]), number(a[2]))),
                "www_authenticate",
                new Signature(
                        "ss?s",
                        "Checks the credentials in Authorization against the users of a table; they may have been made for another"
                                + " method.",
                        (context, a) -> checks.check(
                                context,
                                text(a[0]),
                                users(a[1]),
                                0,
                                true,
                                a.length > 2 ? Optional.of(text(a[2])) : Optional.empty())),
                "proxy_authenticate",
                new Signature(
                        "ss",
                        "Checks the credentials in Proxy-Authorization against the users of a table.",
                        (context, a) -> checks.check(context, text(a[0]), users(a[1]), 0, false, Optional.empty())),
                "is_subscriber",
                new Signature(
                        "ssi",
                        "Tells whether a table has the user of a URI; flag 1: in its domain, flag 2: without loading anything; -2 if not.",
                        (context, a) -> isSubscriber(context, text(a[0]), users(a[1]), number(a[2]))));
    }

    private UserStore users(Object table) {
        return checks.allUsers().inTable(text(table));
    }

    private static int isSubscriber(SipContext context, String address, UserStore users, int flags) {
        Optional<SipUri> uri = SipUri.parse(Octets.of(address));
        if (uri.isEmpty()) {
            return DigestCheck.ERROR;
        }
        UserStore.Answer answer =
                users.subscriber(uri.get().user().toString(), uri.get().host().toString(), (flags & EXACT) != 0);
        if (answer instanceof UserStore.Found found) {
            if ((flags & PLAIN) == 0) {
                Examiner.keep(context, found.attributes());
            }
            return DigestCheck.PASSED;
        }
        return answer instanceof UserStore.Unavailable ? DigestCheck.ERROR : NO_SUBSCRIBER;
    }

    private static String text(Object argument) {
        return argument == null ? "" : argument.toString();
    }

    // scripts write flags as text too
    private static int number(Object argument) {
        return text(argument).strip().matches("-?\\d{1,9}")
                ? Integer.parseInt(text(argument).strip())
                : 0;
    }
}
