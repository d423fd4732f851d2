package org.waypost.auth;

import java.util.List;
import java.util.Optional;
import org.waypost.auth.AuthCounters.Event;
import org.waypost.auth.digest.Challenge;
import org.waypost.auth.digest.Nonces;
import org.waypost.sip.Method;
import org.waypost.sip.SipContext;
import org.waypost.sip.auth.DigestAlgorithm;

/** Asks for credentials. */
final class Challenger {

    /** Kamailio's flags of challenges. */
    private static final int QOP_AUTH = 1;

    private static final int QOP_INTEGRITY = 2;
    private static final int STALE = 16;

    private final AuthCounters counters;

    Challenger(AuthCounters counters) {
        this.counters = counters;
    }

    /**
     * What is asked for.
     *
     * @param qop may be empty
     * @param stale whether the password may have been right, but the nonce is good no longer
     * @param www who is asked is the one the request is for (401), else the next hop (407)
     */
    record Wish(String realm, String qop, boolean stale, boolean www) {

        /** What a script wishes by flags: 1 qop auth, 2 qop auth-int, 16 stale. */
        static Wish of(String realm, int flags, boolean www) {
            String qop = (flags & QOP_INTEGRITY) != 0 ? "auth-int" : (flags & QOP_AUTH) != 0 ? "auth" : "";
            return new Wish(realm, qop, (flags & STALE) != 0, www);
        }
    }

    /** Answers with a challenge; false for an ACK, which nothing answers. */
    boolean send(SipContext context, Wish wish, Nonces nonces, AuthSettings settings) {
        if (context.request().method() == Method.ACK) {
            return false;
        }
        counters.count(Event.CHALLENGES);
        for (String line : lines(context, wish, nonces, settings)) {
            context.replyHeaders().put(line).put("\r\n");
        }
        context.reply(wish.www() ? 401 : 407, wish.www() ? "Unauthorized" : "Proxy Authentication Required");
        return true;
    }

    /** The header lines of a challenge, without their ends. */
    List<String> lines(SipContext context, Wish wish, Nonces nonces, AuthSettings settings) {
        // RFC 8760 2.3: one for each algorithm, the best first
        return settings.algorithms().isEmpty()
                ? List.of(line(context, wish, Optional.empty(), nonces, settings))
                : settings.algorithms().stream()
                        .map(algorithm -> line(context, wish, Optional.of(algorithm), nonces, settings))
                        .toList();
    }

    private static String line(
            SipContext context, Wish wish, Optional<DigestAlgorithm> algorithm, Nonces nonces, AuthSettings settings) {
        String nonce = Examination.nonce(context, wish.realm(), !wish.qop().isEmpty(), nonces, settings);
        return (wish.www() ? "WWW-Authenticate: " : "Proxy-Authenticate: ")
                + new Challenge(wish.realm(), nonce, wish.qop(), wish.stale(), algorithm);
    }
}
