package org.waypost.kemi.sanity;

import java.util.Optional;
import org.waypost.kemi.Messages;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.Parameters;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipMessage;

/**
 * The checks, each with its bit. Version, mandatory headers and Via (bits 1, 4, 8, 16) are not among them: a message
 * that fails there never reaches a script.
 */
final class Checks {

    private static final int REQUEST_SCHEME = 2;
    private static final int CSEQ_METHOD = 32;
    private static final int CSEQ_NUMBER = 64;
    private static final int CONTENT_LENGTH = 128;
    private static final int EXPIRES = 256;
    private static final int PROXY_REQUIRE = 512;
    private static final int URIS = 1024;
    private static final int CREDENTIALS = 2048;
    private static final int TAGS = 4096;
    private static final int AUTHORIZATION = 8192;
    private static final int DUPLICATES = 16384;

    private static final long MOST = 0xffffffffL;
    private static final HeaderName[] ONCE = {HeaderName.FROM, HeaderName.TO, HeaderName.CALL_ID, HeaderName.CSEQ};

    private Checks() {}

    /** The first failure of the checks in {@code checks}; {@code uris} says which URIs are looked at. */
    static Optional<Failure> run(SipContext context, int checks, int uris) {
        SipMessage message = Messages.inHand(context);
        if (context.response().isEmpty()) {
            if (has(checks, REQUEST_SCHEME)
                    && !UriChecks.isRoutable(context.request().requestUri())) {
                return Optional.of(Failure.bad("Bad Request URI"));
            }
            if (has(checks, CSEQ_METHOD)
                    && !cseqMethod(message).equals(context.request().methodText())) {
                return Optional.of(Failure.bad("CSeq method does not match request method"));
            }
        }
        if (has(checks, CSEQ_NUMBER) && isIllegal(cseqNumber(message))) {
            return Optional.of(Failure.bad("CSeq number is illegal"));
        }
        if (has(checks, CONTENT_LENGTH) && isMismatched(message)) {
            return Optional.of(Failure.bad("Content-Length mis-match"));
        }
        if (has(checks, EXPIRES) && message.has(HeaderName.EXPIRES) && isIllegal(message.first(HeaderName.EXPIRES))) {
            return Optional.of(Failure.bad("Expires value is illegal"));
        }
        if (has(checks, PROXY_REQUIRE) && message.has(HeaderName.PROXY_REQUIRE)) {
            Octets tags = message.first(HeaderName.PROXY_REQUIRE);
            return Optional.of(
                    Failure.extension(tags.sub(0, tags.elementEnd(0)).trim().toString()));
        }
        if (has(checks, URIS)) {
            Optional<Failure> failure = UriChecks.run(context, message, uris);
            if (failure.isPresent()) {
                return failure;
            }
        }
        return credentialsAndTags(message, checks);
    }

    private static Optional<Failure> credentialsAndTags(SipMessage message, int checks) {
        boolean complete = Digest.isComplete(message, HeaderName.AUTHORIZATION)
                && Digest.isComplete(message, HeaderName.PROXY_AUTHORIZATION);
        boolean digest = Digest.isDigest(message, HeaderName.AUTHORIZATION)
                && Digest.isDigest(message, HeaderName.PROXY_AUTHORIZATION);
        if (has(checks, CREDENTIALS) && !(complete && digest) || has(checks, AUTHORIZATION) && !complete) {
            return Optional.of(Failure.bad("Bad Auth Credentials"));
        }
        if (has(checks, TAGS) && tags(message, HeaderName.TO) > 1) {
            return Optional.of(Failure.bad("Many To Tag Params"));
        }
        if (has(checks, TAGS) && tags(message, HeaderName.FROM) > 1) {
            return Optional.of(Failure.bad("Many From Tag Params"));
        }
        if (has(checks, DUPLICATES)) {
            for (HeaderName name : ONCE) {
                int first = message.indexOf(name, 0);
                if (first >= 0 && message.indexOf(name, first + 1) >= 0) {
                    return Optional.of(Failure.silent());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean has(int checks, int bit) {
        return (checks & bit) != 0;
    }

    private static Octets cseqNumber(SipMessage message) {
        Octets cseq = message.first(HeaderName.CSEQ);
        int end = 0;
        while (end < cseq.length() && !Octets.isWhite(cseq.at(end))) {
            end++;
        }
        return cseq.sub(0, end);
    }

    private static Octets cseqMethod(SipMessage message) {
        return message.first(HeaderName.CSEQ).from(cseqNumber(message).length()).trim();
    }

    private static boolean isIllegal(Octets text) {
        long number = text.number();
        return number < 0 || number > MOST;
    }

    // RFC 3261 18.3: by UDP the packet may be longer, and Kamailio's check is stricter
    private static boolean isMismatched(SipMessage message) {
        int last = message.headerCount() - 1;
        if (!message.has(HeaderName.CONTENT_LENGTH) || last < 0) {
            return false;
        }
        Octets line = message.headerLine(last);
        Octets all = message.octets();
        int body = line.offset() + line.length() + 2;
        return message.first(HeaderName.CONTENT_LENGTH).number() != all.offset() + all.length() - body;
    }

    private static int tags(SipMessage message, HeaderName header) {
        Octets list = Messages.parameters(message.first(header));
        int count = 0;
        Optional<Parameters> parameter = Parameters.next(list, 0);
        while (parameter.isPresent()) {
            if (parameter.get().name().equalsIgnoreCase("tag")) {
                count++;
            }
            parameter = Parameters.next(list, parameter.get().end());
        }
        return count;
    }
}
