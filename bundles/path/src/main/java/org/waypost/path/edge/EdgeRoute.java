package org.waypost.path.edge;

import java.util.Optional;
import org.waypost.path.FlowRouting.Verdict;
import org.waypost.sip.Branch;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.Method;
import org.waypost.sip.RequestRelay;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipTransport;
import org.waypost.sip.SipUri;

/**
 * The route of an edge: requests of clients go to the registrar, a REGISTER with a Path that names the client's flow; requests that
 * carry the token of a flow go over that flow; and within a dialog a client's requests go on along the route it learned.
 */
final class EdgeRoute {

    private static final String RETRY_AFTER = "Retry-After: 5\r\n";

    private final SipUri registrar;
    private final SipTransport sockets;
    private final Flows flows;
    private final RequestRelay relay;

    /** @param registrar whose requests and clients these are */
    EdgeRoute(SipUri registrar, Flows flows, RequestRelay relay) {
        this.registrar = registrar;
        this.sockets = flows.sockets();
        this.flows = flows;
        this.relay = relay;
    }

    void route(SipContext context) {
        if (context.request().method() == Method.OPTIONS && isForServer(context)) {
            context.reply(200, "OK");
            return;
        }
        Verdict verdict = flows.follow(context);
        switch (verdict) {
            case FORGED -> context.reply(403, "Forbidden");
            case GONE -> context.reply(430, "Flow Failed");
            case ROUTED -> {
                record(context);
                relay(context);
            }
            case OWN, NONE -> fromClient(context, verdict == Verdict.OWN && OutboundUse.isInDialog(context.request()));
        }
    }

    private void fromClient(SipContext context, boolean hasRoute) {
        if (hasRoute) {
            onward(context);
        } else if (isFromRegistrar(context)) {
            // No token, so nothing tells which client is meant; sent back it would go in circles.
            context.reply(404, "Not Found");
        } else {
            toRegistrar(context);
        }
    }

    // RFC 3261 16.6 step 6: the next Route if there is one, else the Request-URI.
    private void onward(SipContext context) {
        Branch target = context.target();
        boolean here = target.destination().isEmpty()
                && SipUri.parse(target.uri())
                        .filter(uri -> sockets.isLocal(uri.host().toString(), uri.port()))
                        .isPresent();
        if (here) {
            context.reply(404, "Not Found");
        } else {
            relay(context);
        }
    }

    private void toRegistrar(SipContext context) {
        Optional<ListenPoint> out =
                Sockets.towards(registrar, sockets, context.flow().local());
        if (out.isEmpty()) {
            unavailable(context);
            return;
        }
        Branch target = context.target();
        context.target(new Branch(
                target.uri(),
                registrar.text().toString(),
                "",
                out.get().description(),
                -1,
                target.flags(),
                target.q(),
                "",
                0,
                "",
                ""));
        if (context.request().method() == Method.REGISTER) {
            flows.addFlowPath(context);
        } else {
            record(context);
        }
        relay(context);
    }

    private void record(SipContext context) {
        boolean opensDialog = switch (context.request().method()) {
            case INVITE, SUBSCRIBE, REFER, NOTIFY -> !OutboundUse.isInDialog(context.request());
            default -> false;
        };
        if (opensDialog) {
            flows.recordRoute(context);
        }
    }

    private void relay(SipContext context) {
        if (!relay.relay(context)) {
            unavailable(context);
        }
    }

    private boolean isForServer(SipContext context) {
        return SipUri.parse(context.request().requestUri())
                .filter(uri -> uri.user().isEmpty())
                .filter(uri -> sockets.isLocal(uri.host().toString(), uri.port()))
                .isPresent();
    }

    // Known by its address; a registrar that is given by name is not told apart, there Max-Forwards ends a circle.
    private boolean isFromRegistrar(SipContext context) {
        return Sockets.address(registrar)
                .filter(context.flow().remote()::equals)
                .isPresent();
    }

    static void unavailable(SipContext context) {
        context.replyHeaders().put(RETRY_AFTER);
        context.reply(503, "Service Unavailable");
    }
}
