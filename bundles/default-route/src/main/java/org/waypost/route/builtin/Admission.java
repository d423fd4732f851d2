package org.waypost.route.builtin;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Supplier;
import org.waypost.route.builtin.AdmissionSettings.Asked;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Method;
import org.waypost.sip.NameAddress;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipRequest;
import org.waypost.sip.SipTransport;
import org.waypost.sip.SipUri;
import org.waypost.sip.SourceLimit;
import org.waypost.sip.auth.Authenticator;

/**
 * Who may do what: asks for credentials before anything is done for a request. While nobody can check them, as when that bundle is
 * updated, the answer is 503 and never a pass.
 */
final class Admission {

    /** What came of it. */
    enum Verdict {
        /** The request has been answered, or will be. */
        ENDED,
        /** It comes from the user it names, or from this machine. */
        TRUSTED,
        /** Nobody was asked for proof: it may reach the users of this server and nobody else. */
        STRANGER
    }

    private static final String RETRY_AFTER = "Retry-After: 5\r\n";

    private final SipTransport sockets;
    private final Supplier<Authenticator> authenticator;
    private final Supplier<SourceLimit> limit;

    Admission(SipTransport sockets, Supplier<Authenticator> authenticator, Supplier<SourceLimit> limit) {
        this.sockets = sockets;
        this.authenticator = authenticator;
        this.limit = limit;
    }

    /** Whether the source sends more than it may, so that the request is to be ignored; while nobody counts, nothing is too much. */
    boolean isTooMuch(SipContext context, AdmissionSettings now) {
        if (!now.limitsRates() || isLocal(context)) {
            return false;
        }
        SourceLimit counts = limit.get();
        return counts != null && !counts.allows(context.flow().remote().getAddress());
    }

    /** Judges a request that does not belong to a dialog this server has let through. */
    Verdict judge(SipContext context, AdmissionSettings now) {
        if (!mustProve(context, now)) {
            return isLocal(context) ? Verdict.TRUSTED : Verdict.STRANGER;
        }
        Authenticator checks = authenticator.get();
        if (checks == null) {
            context.replyHeaders().put(RETRY_AFTER);
            context.reply(503, "Service Unavailable");
            return Verdict.ENDED;
        }
        Optional<String> realm = realm(context.request(), now);
        if (realm.isEmpty()) {
            context.reply(403, "Forbidden");
            return Verdict.ENDED;
        }
        return checks.admits(context, realm.get()) ? Verdict.TRUSTED : Verdict.ENDED;
    }

    /** Whether {@link #judge} may wait for a database. */
    boolean mayBlock(SipContext context, AdmissionSettings now) {
        Authenticator checks = authenticator.get();
        return checks != null
                && mustProve(context, now)
                && realm(context.request(), now)
                        .filter(realm -> checks.mayBlock(context, realm))
                        .isPresent();
    }

    private boolean mustProve(SipContext context, AdmissionSettings now) {
        if (now.asked() == Asked.NOBODY || now.asked() == Asked.ALL_BUT_LOOPBACK && isLocal(context)) {
            return false;
        }
        SipRequest request = context.request();
        return switch (request.method()) {
            // RFC 3261 22.1: there is no answer to an ACK, and a CANCEL cannot be sent again
            case ACK, CANCEL -> false;
            case REGISTER -> true;
            default -> now.asksForeigners() || isOurs(request);
        };
    }

    private static boolean isLocal(SipContext context) {
        InetAddress source = context.flow().remote().getAddress();
        return source.isLoopbackAddress();
    }

    private boolean isOurs(SipRequest request) {
        return user(request)
                .filter(uri -> sockets.isLocal(uri.host().toString(), uri.port()))
                .isPresent();
    }

    // as Kamailio's stock script: the domain of who is registered or calls; what is in the brackets of an IPv6 address
    // could be anything
    private static Optional<String> realm(SipRequest request, AdmissionSettings now) {
        return now.realm().isEmpty()
                ? user(request)
                        .map(uri -> uri.host().toString())
                        .filter(host -> !host.isEmpty() && AdmissionSettings.isRealm(host))
                : Optional.of(now.realm());
    }

    private static Optional<SipUri> user(SipRequest request) {
        HeaderName header = request.method() == Method.REGISTER ? HeaderName.TO : HeaderName.FROM;
        return SipUri.parse(NameAddress.of(request.first(header)).uri());
    }
}
