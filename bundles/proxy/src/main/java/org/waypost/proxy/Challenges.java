package org.waypost.proxy;

import gov.nist.javax.sip.message.SIPMessage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sip.message.Response;
import org.waypost.sip.HeaderName;

/**
 * The challenges of all targets that want to know who calls, as they came, in the one answer (RFC 3261 16.7 step 7): else a caller who
 * proves himself to one of them fails at the next.
 */
final class Challenges {

    private Challenges() {}

    /** {@code best}, with those of the {@code others} if it is a 401 or 407. */
    static Outcome merged(Outcome best, List<Outcome> others) {
        if (!isChallenge(best) || best.response().isEmpty()) {
            return best;
        }
        String lines = others.stream()
                .filter(other -> other != best && isChallenge(other))
                .flatMap(other -> other.response().stream())
                .map(Challenges::lines)
                .collect(Collectors.joining());
        if (lines.isEmpty()) {
            return best;
        }
        Response whole = (Response) best.response().get().clone();
        whole.addHeader(new Lines(lines));
        return new Outcome(best.status(), best.reason(), Optional.of(whole));
    }

    private static boolean isChallenge(Outcome outcome) {
        return outcome.status() == Response.UNAUTHORIZED || outcome.status() == Response.PROXY_AUTHENTICATION_REQUIRED;
    }

    private static String lines(Response response) {
        return Lines.in((SIPMessage) response, Challenges::isChallengeHeader);
    }

    private static boolean isChallengeHeader(String header) {
        HeaderName name = HeaderName.of(header);
        return name == HeaderName.WWW_AUTHENTICATE || name == HeaderName.PROXY_AUTHENTICATE;
    }
}
