package org.waypost.auth;

import java.util.Map;
import org.waypost.sip.Octets;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipUri;
import org.waypost.sip.auth.DigestCheck;
import org.waypost.sip.auth.DigestName;
import org.waypost.sip.auth.UserStore;

/**
 * {@code KSR.auth_db}: checks credentials against all users this server knows, with Kamailio's return codes. The name of the table
 * that scripts give is not looked at.
 */
final class AuthDbModule implements ScriptModule {

    private final Authentication authentication;

    AuthDbModule(Authentication authentication) {
        this.authentication = authentication;
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
                        "Checks the credentials for a realm against the users of this server; flag 1: the user must be that of From,"
                                + " and To of a REGISTER.",
                        (context, a) -> authentication.check(context, text(a[0]), users(), number(a[2]))),
                "www_authenticate",
                new Signature(
                        "ss",
                        "Checks the credentials in Authorization against the users of this server.",
                        (context, a) -> authentication.check(context, text(a[0]), users(), 0, true)),
                "proxy_authenticate",
                new Signature(
                        "ss",
                        "Checks the credentials in Proxy-Authorization against the users of this server.",
                        (context, a) -> authentication.check(context, text(a[0]), users(), 0, false)),
                "is_subscriber",
                new Signature(
                        "ssi",
                        "Tells whether there is a user of that URI.",
                        (context, a) -> isUser(text(a[0])) ? DigestCheck.PASSED : DigestCheck.ERROR));
    }

    private UserStore users() {
        return authentication.allUsers();
    }

    private boolean isUser(String uri) {
        return SipUri.parse(Octets.of(uri))
                .filter(parts -> users().find(
                                        DigestName.of(parts.user().toString()),
                                        parts.host().toString())
                        instanceof UserStore.Found)
                .isPresent();
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
