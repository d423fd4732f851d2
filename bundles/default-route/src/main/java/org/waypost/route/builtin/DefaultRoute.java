package org.waypost.route.builtin;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.registrar.Registrar;
import org.waypost.route.builtin.Admission.Verdict;
import org.waypost.sip.DialogRouting;
import org.waypost.sip.HeaderName;
import org.waypost.sip.KeptKey;
import org.waypost.sip.Method;
import org.waypost.sip.NatTraversal;
import org.waypost.sip.ProxyRequire;
import org.waypost.sip.RequestRelay;
import org.waypost.sip.RequestRoute;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipRequest;
import org.waypost.sip.SipTransport;
import org.waypost.sip.SipUri;
import org.waypost.sip.SourceLimit;
import org.waypost.sip.auth.Authenticator;
import org.waypost.usrloc.Compat;
import org.waypost.usrloc.UserLocation;

/**
 * What a stock configuration script does: saves REGISTER, answers OPTIONS that are for the server, forwards requests of dialogs along
 * the Routes this server has signed, and everything else to the registered contacts of its Request-URI. Nothing goes anywhere else but
 * for who may call outside, so that strangers cannot send through this server.
 */
@Component(configurationPid = "waypost.route", property = "service.ranking:Integer=0")
@Designate(ocd = RouteParameters.class)
public final class DefaultRoute implements RequestRoute {

    private static final Logger LOG = LoggerFactory.getLogger(DefaultRoute.class);

    private static final String TABLE = "location";
    private static final String RETRY_AFTER = "Retry-After: 5\r\n";
    private static final String ALLOW =
            "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, REGISTER, MESSAGE, SUBSCRIBE, NOTIFY, PUBLISH, REFER, INFO, UPDATE,"
                    + " PRACK\r\n";
    private static final String CAPABILITIES =
            "Accept: */*\r\nAccept-Encoding: \r\nAccept-Language: en\r\nSupported: \r\n";

    private final Home home;
    private final byte[] keptKey;
    private final NatMending nat;
    private final DialogRoutes dialogs;
    private final Admission admission;
    private volatile RouteSettings settings;

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

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile DialogRouting dialogRouting;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile NatTraversal natTraversal;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Authenticator authenticator;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile SourceLimit sourceLimit;

    @Activate
    public DefaultRoute(
            BundleContext bundle,
            @Reference SipTransport sockets,
            RouteParameters parameters,
            Map<String, Object> raw) {
        this(
                sockets,
                Optional.ofNullable(bundle.getProperty("waypost.data"))
                        .map(data -> KeptKey.in(Path.of(data, "route.key"), LOG::warn))
                        .orElseGet(KeptKey::random));
        modified(parameters, raw);
    }

    DefaultRoute(SipTransport sockets, byte[] keptKey) {
        this.home = new Home(sockets);
        this.keptKey = keptKey;
        nat = new NatMending(() -> natTraversal, sockets);
        admission = new Admission(sockets, () -> authenticator, () -> sourceLimit);
        dialogs = new DialogRoutes(() -> dialogRouting);
        settings = RouteSettings.defaults(keptKey);
    }

    @Modified
    void modified(RouteParameters parameters, Map<String, Object> raw) {
        settings = RouteSettings.of(parameters, raw, settings, keptKey, LOG::warn);
    }

    @Override
    public void route(SipContext context) {
        if (admission.isTooMuch(context, settings.admission())) {
            return;
        }
        Registrar registers = registrar;
        Method method = context.request().method();
        if (followsRfc(registers, method) && Sanity.refuses(context)) {
            return;
        }
        if (method == Method.OPTIONS && home.isAskedItself(context.request())) {
            context.replyHeaders().put(CAPABILITIES);
            allow(context, registers);
            context.reply(200, "OK");
            return;
        }
        if (method != Method.REGISTER && hasNoHopsLeft(context.request())) {
            context.reply(483, "Too Many Hops");
            return;
        }
        if (method != Method.REGISTER && method != Method.ACK && ProxyRequire.refuses(context)) {
            return;
        }
        if (registers == null) {
            unavailable(context);
        } else if (method == Method.REGISTER) {
            register(context, registers, settings);
        } else {
            forward(context, registers, settings);
        }
    }

    @Override
    public void malformed(SipContext context, int status, String reason) {
        if (followsRfc(registrar, context.request().method()) && !admission.isTooMuch(context, settings.admission())) {
            context.reply(status, reason);
        }
    }

    // compat says how registrations go: as in Kamailio, a REGISTER is saved if it can be and dropped if it cannot be
    // read
    private static boolean followsRfc(Registrar registers, Method method) {
        return method != Method.REGISTER || registers != null && registers.compat() == Compat.RFC;
    }

    @Override
    public boolean mayBlock(SipContext context) {
        UserLocation location = userLocation;
        return admission.mayBlock(context, settings.admission())
                || location != null
                        && (context.request().method() == Method.REGISTER
                                ? location.mayBlock()
                                : location.readsMayBlock());
    }

    private void register(SipContext context, Registrar registers, RouteSettings now) {
        if (now.mends(context)) {
            UserLocation location = userLocation;
            nat.register(context, registers, location == null ? 0 : location.natBranchFlag());
        }
        if (admission.judge(context, now.admission()) != Verdict.ENDED) {
            registers.save(context, TABLE, 0, "");
        }
    }

    private void forward(SipContext context, Registrar registers, RouteSettings now) {
        boolean inDialog = DialogTarget.isInDialog(context.request());
        DialogRoutes.Way way = inDialog ? dialogs.follow(context, now.signatures()) : DialogRoutes.Way.NONE;
        if (way == DialogRoutes.Way.ENDED) {
            return;
        }
        if (now.mends(context)) {
            nat.request(context);
        }
        if (way == DialogRoutes.Way.PROXY) {
            relay(context, false);
            return;
        }
        if (way == DialogRoutes.Way.DEVICE && !home.has(context.target().uri())) {
            if (now.nat() != RouteSettings.NEVER) {
                nat.followAlias(context);
            }
            relay(context, now.nat() != RouteSettings.NEVER);
            return;
        }
        // the other side of a dialog may be one who has no password here; to a GRUU (RFC 5627) its requests come by a
        // lookup
        Verdict verdict = way == DialogRoutes.Way.DEVICE ? Verdict.STRANGER : admission.judge(context, now.admission());
        if (verdict == Verdict.ENDED) {
            return;
        }
        if (!inDialog) {
            DialogRoutes.removeRoutes(context);
            if (now.recordRoute()) {
                dialogs.record(context, now.signatures());
            }
        }
        if (now.outside() && home.isAbroad(context.target().uri())) {
            goOutside(context, verdict);
        } else {
            goHome(context, registers, inDialog, now);
        }
    }

    // RFC 3261 26.1.1: no open relay
    private void goOutside(SipContext context, Verdict verdict) {
        if (verdict == Verdict.TRUSTED) {
            relay(context, false);
        } else {
            context.reply(403, "Not relaying");
        }
    }

    private void goHome(SipContext context, Registrar registers, boolean inDialog, RouteSettings now) {
        int code = registers.lookup(context, TABLE, "");
        switch (code) {
            case 1 -> {
                if (inDialog) {
                    DialogTarget.keepTo(context);
                }
                relay(context, now.nat() != RouteSettings.NEVER);
            }
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

    private void relay(SipContext context, boolean mending) {
        RequestRelay relays = relay;
        boolean sent = relays != null
                && (mending && nat.concerns(context) ? relays.relay(context, nat::reply) : relays.relay(context));
        if (!sent) {
            unavailable(context);
        }
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
