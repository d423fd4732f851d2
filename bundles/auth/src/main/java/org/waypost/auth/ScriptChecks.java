package org.waypost.auth;

import java.util.Optional;
import org.waypost.auth.AuthCounters.Event;
import org.waypost.auth.Examination.Result;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Method;
import org.waypost.sip.SipContext;
import org.waypost.sip.auth.DigestCheck;
import org.waypost.sip.auth.UserStore;

/** The checks that functions of scripts make, with Kamailio's return codes. */
final class ScriptChecks implements DigestCheck {

    /** Flag of {@link #check} beside {@link #SAME_USER}: not of requests that may come with an anonymous From. */
    private static final int ANONYMOUS_TOO = 2;

    private final Examiner examiner;
    private final UserStore allUsers;
    private final UserStores stores;

    ScriptChecks(Examiner examiner, UserStore allUsers, UserStores stores) {
        this.examiner = examiner;
        this.allUsers = allUsers;
        this.stores = stores;
    }

    @Override
    public int check(SipContext context, String realm, UserStore users, int flags) {
        return check(context, realm, users, flags, context.request().method() == Method.REGISTER, Optional.empty());
    }

    @Override
    public int check(
            SipContext context,
            String wholeRealm,
            UserStore users,
            int flags,
            boolean www,
            Optional<String> hashedMethod) {
        Method method = context.request().method();
        // they cannot be challenged, RFC 3261 22.1, so Kamailio lets them pass
        if (method == Method.ACK || method == Method.CANCEL || method == Method.PRACK) {
            return PASSED;
        }
        if (wholeRealm.isEmpty()) {
            return ERROR;
        }
        AuthSettings now = examiner.settings();
        String realm = examiner.realm(wholeRealm);
        HeaderName header = Examiner.header(www);
        Result result = examiner.examine(context, header, realm, users, hashedMethod);
        if (result.outcome() != Examination.Outcome.PASSED) {
            return code(result.outcome(), now);
        }
        if ((flags & SAME_USER) != 0 && !((flags & ANONYMOUS_TOO) != 0 && mayBeAnonymous(method))) {
            boolean isSame = Identity.isEverywhere(
                    context.request(), result.credentials().orElseThrow().name(), now.useDomain() ? realm : "");
            if (!isSame) {
                examiner.counters().count(Event.OTHER_USER);
                return OTHER_USER;
            }
        }
        examiner.counters().count(Event.PASSED);
        Examiner.keep(context, result.attributes());
        context.attachment(Proven.class, Proven::new)
                .note(header, realm, result.credentials().orElseThrow().name().user());
        return PASSED;
    }

    private static boolean mayBeAnonymous(Method method) {
        return switch (method) {
            case INVITE, BYE, PRACK, UPDATE, MESSAGE -> true;
            default -> false;
        };
    }

    private static int code(Examination.Outcome outcome, AuthSettings settings) {
        return switch (outcome) {
            case PASSED -> PASSED;
            case NO_CREDENTIALS -> NO_CREDENTIALS;
            case EXPIRED -> EXPIRED_NONCE;
            case REPLAYED -> settings.oneTime() ? REUSED_NONCE : EXPIRED_NONCE;
            case UNKNOWN_USER -> UNKNOWN_USER;
            case WRONG_PASSWORD -> WRONG_PASSWORD;
            case MALFORMED, BLOCKED, UNAVAILABLE -> ERROR;
        };
    }

    @Override
    public UserStore allUsers() {
        return allUsers;
    }

    @Override
    public boolean mayBlock() {
        return examiner.settings().modules() && stores.areThere();
    }
}
