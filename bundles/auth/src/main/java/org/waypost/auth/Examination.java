package org.waypost.auth;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.waypost.auth.AuthSettings.Checks;
import org.waypost.auth.digest.DigestCredentials;
import org.waypost.auth.digest.DigestResponse;
import org.waypost.auth.digest.NonceUses;
import org.waypost.auth.digest.Nonces;
import org.waypost.auth.digest.Nonces.Nonce;
import org.waypost.auth.guard.Guard;
import org.waypost.sip.Flow;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Method;
import org.waypost.sip.NameAddress;
import org.waypost.sip.Octets;
import org.waypost.sip.Parameters;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipRequest;
import org.waypost.sip.auth.DigestAlgorithm;
import org.waypost.sip.auth.UserSecret;
import org.waypost.sip.auth.UserStore;

/**
 * Looks at the credentials of a request, step by step: are there any, is the nonce one of this server's, may this source guess, is the
 * password right, were they used before. A user nobody knows takes as long as one with another password.
 */
final class Examination {

    /** How it ended. */
    enum Outcome {
        PASSED,
        NO_CREDENTIALS,
        MALFORMED,
        EXPIRED,
        BLOCKED,
        UNAVAILABLE,
        UNKNOWN_USER,
        WRONG_PASSWORD,
        REPLAYED
    }

    /**
     * The end of an examination.
     *
     * @param credentials if there were any
     * @param attributes of the user, by AVP, if all is well
     * @param pause seconds for which nothing is checked, or milliseconds for which the answer is to be held back
     */
    record Result(
            Outcome outcome, Optional<DigestCredentials> credentials, Map<String, String> attributes, long pause) {

        static Result of(Outcome outcome) {
            return new Result(outcome, Optional.empty(), Map.of(), 0);
        }

        static Result of(Outcome outcome, DigestCredentials credentials, long pause) {
            return new Result(outcome, Optional.of(credentials), Map.of(), pause);
        }
    }

    // What is compared where there is nothing to compare; nobody knows it.
    private static final UserSecret NOBODYS =
            UserSecret.ofPassword(Long.toHexString(ThreadLocalRandom.current().nextLong()) + System.nanoTime());

    private final NonceUses uses = new NonceUses();
    private final Guard guard = new Guard();

    NonceUses uses() {
        return uses;
    }

    Guard guard() {
        return guard;
    }

    /** @param method that the response is a hash of */
    Result examine(
            SipContext context,
            HeaderName header,
            String realm,
            UserStore users,
            String method,
            Nonces nonces,
            AuthSettings settings) {
        SipRequest request = context.request();
        Optional<DigestCredentials> found = DigestCredentials.find(request, header, realm);
        if (found.isEmpty()) {
            return Result.of(Outcome.NO_CREDENTIALS);
        }
        DigestCredentials credentials = found.get();
        Optional<DigestAlgorithm> algorithm = DigestAlgorithm.of(credentials.algorithm());
        if (!credentials.isComplete()
                || algorithm.isEmpty()
                || !isOffered(algorithm.get(), settings)
                || !Nonces.isShaped(credentials.nonce())) {
            return Result.of(Outcome.MALFORMED, credentials, 0);
        }
        long millis = context.receivedAt();
        Optional<Nonce> nonce = nonces.open(credentials.nonce(), bound(context, realm, settings.checks()))
                .filter(opened -> isFresh(opened, millis / 1000, settings));
        if (nonce.isEmpty()) {
            return Result.of(Outcome.EXPIRED, credentials, 0);
        }
        InetAddress source = context.flow().remote().getAddress();
        // the same user in whatever case the domain is written, and with or without it in the name
        String user = credentials.name().user() + '@' + realm.toLowerCase(Locale.ROOT);
        long now = Guard.now();
        long blocked = guard.blockedFor(source, user, now);
        if (blocked > 0) {
            return Result.of(Outcome.BLOCKED, credentials, blocked);
        }
        UserStore.Answer answer = users.find(credentials.name(), realm);
        if (answer instanceof UserStore.Unavailable) {
            return Result.of(Outcome.UNAVAILABLE, credentials, 0);
        }
        boolean isRight = isRight(request, method, algorithm.get(), credentials, answer, realm);
        if (!isRight) {
            // whoever guesses can choose all else, so that nothing shorter tells guesses apart
            String guess = credentials.response() + credentials.nonce();
            long delay = guard.failed(source, user, guess, now, settings.guard());
            boolean isKnown = answer instanceof UserStore.Found;
            return Result.of(isKnown ? Outcome.WRONG_PASSWORD : Outcome.UNKNOWN_USER, credentials, delay);
        }
        if (isReplayed(context, nonce.get(), credentials, settings)) {
            return Result.of(Outcome.REPLAYED, credentials, 0);
        }
        guard.succeeded(source, user, now, settings.guard());
        return new Result(Outcome.PASSED, found, ((UserStore.Found) answer).attributes(), 0);
    }

    private static boolean isOffered(DigestAlgorithm algorithm, AuthSettings settings) {
        return settings.algorithms().isEmpty()
                ? algorithm == DigestAlgorithm.MD5
                : settings.algorithms().contains(algorithm);
    }

    private static boolean isFresh(Nonce nonce, long now, AuthSettings settings) {
        return now - nonce.seconds() < settings.nonceExpire() && nonce.seconds() - now <= settings.maxDrift();
    }

    private static boolean isRight(
            SipRequest request,
            String method,
            DigestAlgorithm algorithm,
            DigestCredentials credentials,
            UserStore.Answer answer,
            String realm) {
        String name = credentials.name().whole();
        String nobodys = NOBODYS.ha1(algorithm, name, realm).orElseThrow();
        Optional<String> ha1 =
                answer instanceof UserStore.Found found ? found.secret().ha1(algorithm, name, realm) : Optional.empty();
        String expected = DigestResponse.expected(algorithm, ha1.orElse(nobodys), credentials, method, request.body());
        return DigestResponse.areEqual(expected, credentials.response()) & ha1.isPresent();
    }

    private boolean isReplayed(SipContext context, Nonce nonce, DigestCredentials credentials, AuthSettings settings) {
        long count;
        if (nonce.counted() && settings.countsUses()) {
            count = Math.max(1, credentials.useNumber());
        } else if (settings.oneTime() && credentials.qop().isEmpty()) {
            count = 1;
        } else {
            return false;
        }
        NonceUses.Use use = uses.note(nonce, count, fingerprint(context), context.receivedAt(), settings.mostNonces());
        return use == NonceUses.Use.REPLAYED;
    }

    /** A new nonce for the sender of that request. */
    static String nonce(SipContext context, String realm, boolean counted, Nonces nonces, AuthSettings settings) {
        return nonces.make(context.receivedAt() / 1000, counted, bound(context, realm, settings.checks()));
    }

    private static byte[] bound(SipContext context, String realm, Checks checks) {
        SipRequest request = context.request();
        int wanted = request.method() == Method.REGISTER
                ? checks.register()
                : NameAddress.of(request.first(HeaderName.TO)).hasTag() ? checks.inDialog() : checks.noDialog();
        StringBuilder bound = new StringBuilder(realm);
        if ((wanted & Checks.URI) != 0) {
            bound.append('\n').append(request.requestUri());
        }
        if ((wanted & Checks.CALL_ID) != 0) {
            bound.append('\n').append(request.first(HeaderName.CALL_ID));
        }
        if ((wanted & Checks.FROM_TAG) != 0) {
            Octets parameters = NameAddress.of(request.first(HeaderName.FROM)).parameters();
            bound.append('\n').append(Parameters.find(parameters, "tag").orElse(Octets.EMPTY));
        }
        if ((wanted & Checks.SOURCE) != 0) {
            byte[] address = context.flow().remote().getAddress().getAddress();
            bound.append('\n').append(HexFormat.of().formatHex(address));
        }
        return bound.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    // RFC 3261 17.1.2.2: a request that is sent again is the same octet for octet
    private static long fingerprint(SipContext context) {
        try {
            Flow flow = context.flow();
            Octets octets = context.request().octets();
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            hash.update(flow.remote().toString().getBytes(StandardCharsets.UTF_8));
            hash.update(octets.array(), octets.offset(), octets.length());
            return ByteBuffer.wrap(hash.digest()).getLong();
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("SHA-256 is part of every JDK", absent);
        }
    }
}
