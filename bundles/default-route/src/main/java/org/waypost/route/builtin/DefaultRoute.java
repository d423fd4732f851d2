package org.waypost.route.builtin;

import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.registrar.Registrar;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Method;
import org.waypost.sip.RequestRelay;
import org.waypost.sip.RequestRoute;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipRequest;
import org.waypost.sip.SipTransport;
import org.waypost.sip.SipUri;
import org.waypost.usrloc.Compat;
import org.waypost.usrloc.UserLocation;

/**
 * What a stock configuration script does: saves REGISTER, answers OPTIONS that are for the server, and forwards everything else to
 * the registered contacts of its Request-URI. Nothing goes anywhere else, so that strangers cannot send through this server.
 */
@Component(property = "service.ranking:Integer=0")
public final class DefaultRoute implements RequestRoute {

    private static final String TABLE = "location";
    private static final String RETRY_AFTER = "Retry-After: 5\r\n";
    private static final String ALLOW =
            "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, REGISTER, MESSAGE, SUBSCRIBE, NOTIFY, PUBLISH, REFER, INFO, UPDATE,"
                    + " PRACK\r\n";
    private static final String CAPABILITIES =
            "Accept: */*\r\nAccept-Encoding: \r\nAccept-Language: en\r\nSupported: \r\n";

    private final SipTransport sockets;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Registrar registrar;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile RequestRelay relay;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile UserLocation userLocation;

    @Activate
    public DefaultRoute(@Reference SipTransport sockets) {
        this.sockets = sockets;
    }

    @Override
    public void route(SipContext context) {
        Method method = context.request().method();
        if (method == Method.OPTIONS && isForServer(context.request())) {
            context.replyHeaders().put(CAPABILITIES);
            allow(context, registrar);
            context.reply(200, "OK");
            return;
        }
        if (method != Method.REGISTER && hasNoHopsLeft(context.request())) {
            context.reply(483, "Too Many Hops");
            return;
        }
        Registrar registers = registrar;
        if (registers == null) {
            unavailable(context);
        } else if (method == Method.REGISTER) {
            registers.save(context, TABLE, 0, "");
        } else {
            forward(context, registers);
        }
    }

    // RFC 3261 8.1.1 and 16.3 step 1
    @Override
    public void incomplete(SipContext context) {
        Registrar registers = registrar;
        if (registers != null && registers.compat() == Compat.RFC) {
            context.reply(400, "Bad Request");
        }
    }

    @Override
    public boolean mayBlock(SipContext context) {
        UserLocation location = userLocation;
        return location != null
                && (context.request().method() == Method.REGISTER ? location.mayBlock() : location.readsMayBlock());
    }

    private void forward(SipContext context, Registrar registers) {
        int code = registers.lookup(context, TABLE, "");
        switch (code) {
            case 1 -> relay(context);
            case -2 -> {
                allow(context, registers);
                context.reply(405, "Method Not Allowed");
            }
            default -> notFound(context, registers, code);
        }
    }

    private void notFound(SipContext context, Registrar registers, int code) {
        UserLocation location = userLocation;
        // RFC 5627 6.1: what is no valid GRUU is not found, one without a contact is unavailable
        boolean invalid = code == -3 && isGruu(context.request());
        if (code == -3 && location != null && location.isUnreadable()) {
            // nobody knows whether there is a contact, so it must not be said that there is none
            context.replyHeaders().put(RETRY_AFTER);
            context.reply(500, "Server Internal Error");
        } else if (registers.compat() == Compat.RFC && !invalid) {
            context.reply(480, "Temporarily Unavailable");
        } else {
            context.reply(404, "Not Found");
        }
    }

    private static boolean isGruu(SipRequest request) {
        return SipUri.parse(request.requestUri())
                .flatMap(uri -> uri.parameter("gr"))
                .isPresent();
    }

    private void relay(SipContext context) {
        if (DialogTarget.isInDialog(context.request())) {
            DialogTarget.keepTo(context);
        }
        RequestRelay relays = relay;
        if (relays == null || !relays.relay(context)) {
            unavailable(context);
        }
    }

    private boolean isForServer(SipRequest request) {
        Optional<SipUri> uri = SipUri.parse(request.requestUri());
        return uri.isPresent()
                && uri.get().user().isEmpty()
                && sockets.isLocal(uri.get().host().toString(), uri.get().port());
    }

    private static boolean hasNoHopsLeft(SipRequest request) {
        return request.first(HeaderName.MAX_FORWARDS).number() == 0;
    }

    // RFC 3261 21.4.6 and 11.2; Kamailio's functions leave Allow to the script
    private static void allow(SipContext context, Registrar registers) {
        if (registers != null && registers.compat() == Compat.RFC) {
            context.replyHeaders().put(ALLOW);
        }
    }

    private static void unavailable(SipContext context) {
        context.replyHeaders().put(RETRY_AFTER);
        context.reply(503, "Service Unavailable");
    }
}
