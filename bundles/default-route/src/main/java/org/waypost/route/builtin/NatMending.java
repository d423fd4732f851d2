package org.waypost.route.builtin;

import java.util.function.Supplier;
import org.waypost.registrar.Registrar;
import org.waypost.sip.Branch;
import org.waypost.sip.HeaderName;
import org.waypost.sip.NatTraversal;
import org.waypost.sip.Octets;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipMessage;
import org.waypost.sip.SipResponse;
import org.waypost.sip.SipTransport;
import org.waypost.sip.SipUri;

/**
 * What a stock script does for clients behind NAT: replies go where the request came from, a REGISTER is stored with that address, and
 * the Contact of a caller or callee carries it as an alias, which later requests of the dialog follow. Does nothing while nobody
 * offers {@link NatTraversal}.
 */
final class NatMending {

    private static final int TESTS =
            NatTraversal.CONTACT | NatTraversal.RECEIVED | NatTraversal.PORT | NatTraversal.WEBSOCKET;

    private final Supplier<NatTraversal> traversal;
    private final SipTransport sockets;

    /** @param traversal gives null while there is none */
    NatMending(Supplier<NatTraversal> traversal, SipTransport sockets) {
        this.traversal = traversal;
        this.sockets = sockets;
    }

    /** @param flag of branches behind NAT, as a mask */
    void register(SipContext context, Registrar registrar, int flag) {
        NatTraversal nat = traversal.get();
        if (nat != null && nat.isNatted(context, TESTS)) {
            context.forceRport();
            registrar.received(context, nat.source(context));
            context.target(context.target().withFlags(context.target().flags() | flag));
        }
    }

    /** Mends a request that is about to be relayed. */
    void request(SipContext context) {
        NatTraversal nat = traversal.get();
        if (nat != null && nat.isNatted(context, TESTS)) {
            context.forceRport();
            if (isFirstHop(context.request())) {
                nat.addAlias(context);
            }
        }
    }

    /** Sends a request within a dialog to the address its target came from, if that is known. */
    void followAlias(SipContext context) {
        NatTraversal nat = traversal.get();
        if (nat != null) {
            nat.followAlias(context);
        }
    }

    /** Whether a target is reached at another address than its URI says, so that its replies may have to be mended. */
    boolean concerns(SipContext context) {
        return traversal.get() != null
                && (isElsewhere(context.target()) || context.branches().stream().anyMatch(NatMending::isElsewhere));
    }

    /** Mends the reply of such a target; lets all pass. */
    boolean reply(SipContext context) {
        NatTraversal nat = traversal.get();
        SipResponse reply = context.response().orElseThrow();
        if (nat != null
                && reply.status() > 100
                && reply.status() < 300
                && isElsewhere(context.target())
                && isFromDevice(reply)
                && nat.isElsewhere(context)) {
            nat.addAlias(context);
        }
        return true;
    }

    private static boolean isElsewhere(Branch branch) {
        return branch.path().isEmpty() && (!branch.destination().isEmpty() || branch.flow() > 0);
    }

    // one Via is the sender's own
    private static boolean isFirstHop(SipMessage request) {
        int via = request.indexOf(HeaderName.VIA, 0);
        if (via < 0 || request.indexOf(HeaderName.VIA, via + 1) >= 0) {
            return false;
        }
        Octets value = request.headerValue(via);
        return value.elementEnd(0) == value.length();
    }

    // A proxy between here and the device would have recorded itself after this server did.
    private boolean isFromDevice(SipMessage reply) {
        Octets recorded = reply.first(HeaderName.RECORD_ROUTE);
        int open = recorded.indexOf('<', 0);
        int close = recorded.indexOf('>', Math.max(open, 0));
        return recorded.isEmpty()
                || open >= 0
                        && close > open
                        && SipUri.parse(recorded.sub(open + 1, close))
                                .filter(uri -> sockets.isLocal(uri.host().toString(), uri.port()))
                                .isPresent();
    }
}
