package org.waypost.auth;

import java.util.Map;
import java.util.Optional;
import org.waypost.auth.AuthCounters.Event;
import org.waypost.auth.Challenger.Wish;
import org.waypost.auth.Examination.Result;
import org.waypost.auth.digest.DigestCredentials;
import org.waypost.auth.digest.Nonces;
import org.waypost.sip.HeaderName;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;
import org.waypost.sip.auth.UserStore;

/** Examines credentials and sends challenges by the parameters in force: what routes in Java and scripts share. */
final class Examiner {

    private final Examination examination = new Examination();
    private final AuthCounters counters;
    private final Challenger challenger;
    private volatile AuthSettings settings = AuthSettings.DEFAULTS;
    private volatile Nonces nonces = Nonces.of("");

    Examiner(AuthCounters counters) {
        this.counters = counters;
        challenger = new Challenger(counters);
    }

    /** Brings parameters into force. */
    void use(AuthSettings now) {
        settings = now;
    }

    /** Seals nonces otherwise from now on. */
    void use(Nonces now) {
        nonces = now;
    }

    AuthSettings settings() {
        return settings;
    }

    AuthCounters counters() {
        return counters;
    }

    /** What it remembers of nonces and of those who guess. */
    Examination memory() {
        return examination;
    }

    /**
     * Looks at the credentials in a header, and counts what comes of it.
     *
     * @param hashedMethod that the credentials are to be made for, if it is not that of the request
     */
    Result examine(
            SipContext context, HeaderName header, String realm, UserStore users, Optional<String> hashedMethod) {
        String method =
                hashedMethod.orElseGet(() -> context.request().methodText().toString());
        Result result = examination.examine(context, header, realm, users, method, nonces, settings);
        switch (result.outcome()) {
            case MALFORMED -> counters.count(Event.MALFORMED);
            case EXPIRED -> counters.count(Event.EXPIRED_NONCE);
            case BLOCKED -> counters.count(Event.BLOCKED);
            case UNAVAILABLE -> counters.count(Event.UNAVAILABLE);
            case UNKNOWN_USER -> counters.count(Event.UNKNOWN_USER);
            case WRONG_PASSWORD -> counters.count(Event.WRONG_PASSWORD);
            case REPLAYED -> counters.count(Event.REPLAYED);
            case PASSED, NO_CREDENTIALS -> {
                // the first is counted when the user is known to be the right one, the other with the challenge
            }
        }
        return result;
    }

    /** Gives the route what a store keeps of a user. */
    static void keep(SipContext context, Map<String, String> attributes) {
        attributes.forEach((avp, value) -> context.avps().add(avp, Value.of(value)));
    }

    /** Takes the credentials for that realm out of what is passed on; false if there are none. */
    static boolean consume(SipContext context, HeaderName header, String realm) {
        int index = DigestCredentials.indexOf(context.request(), header, realm);
        if (index >= 0) {
            context.edits().remove(index);
        }
        return index >= 0;
    }

    /** Where credentials are: for who the request is for ({@code www}), or for the next hop. */
    static HeaderName header(boolean www) {
        return www ? HeaderName.AUTHORIZATION : HeaderName.PROXY_AUTHORIZATION;
    }

    /** The realm without the prefix that is left out. */
    String realm(String whole) {
        String prefix = settings.realmPrefix();
        return !prefix.isEmpty() && whole.length() > prefix.length() && whole.startsWith(prefix)
                ? whole.substring(prefix.length())
                : whole;
    }

    /** Sends a challenge; false for an ACK, which nothing answers. */
    boolean challenge(SipContext context, Wish wish) {
        return challenger.send(context, wish, nonces, settings);
    }

    /** The header lines of a challenge, each with its end. */
    String challengeLines(SipContext context, Wish wish) {
        return String.join("\r\n", challenger.lines(context, wish, nonces, settings)) + "\r\n";
    }
}
