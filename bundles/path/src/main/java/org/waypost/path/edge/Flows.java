package org.waypost.path.edge;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.path.FlowRouting;
import org.waypost.sip.Branch;
import org.waypost.sip.Flow;
import org.waypost.sip.HeaderName;
import org.waypost.sip.KeptKey;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.RouteSet;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipTransport;
import org.waypost.sip.SipUri;
import org.waypost.sip.StatisticsGroup;
import org.waypost.sip.Transport;

/** Writes flow tokens into Path and Record-Route, and follows them (RFC 5626 5). */
@Component(
        service = {FlowRouting.class, Flows.class, StatisticsGroup.class},
        configurationPid = "waypost.path")
@Designate(ocd = PathParameters.class)
public final class Flows implements FlowRouting, StatisticsGroup {

    private static final Logger LOG = LoggerFactory.getLogger(Flows.class);

    /** A reg-id: the connection is used or none. */
    private static final int STRICT = 1;

    private record State(FlowSettings settings, FlowTokens tokens) {}

    private final SipTransport sockets;
    private final byte[] keptKey;
    private final LongAdder paths = new LongAdder();
    private final LongAdder routed = new LongAdder();
    private final LongAdder gone = new LongAdder();
    private final LongAdder forged = new LongAdder();
    private volatile State state;

    @Activate
    public Flows(BundleContext bundle, @Reference SipTransport sockets, PathParameters parameters) {
        this(
                sockets,
                Optional.ofNullable(bundle.getProperty("waypost.data"))
                        .map(data -> KeptKey.in(Path.of(data, "flow-token.key"), LOG::warn))
                        .orElseGet(KeptKey::random));
        modified(parameters);
    }

    Flows(SipTransport sockets, byte[] keptKey) {
        this.sockets = sockets;
        this.keptKey = keptKey;
        configure(FlowSettings.DEFAULTS);
    }

    SipTransport sockets() {
        return sockets;
    }

    @Modified
    void modified(PathParameters parameters) {
        try {
            configure(FlowSettings.of(parameters));
        } catch (IllegalArgumentException e) {
            LOG.warn("waypost.path: {}; the last values stay in force", e.getMessage());
        }
    }

    void configure(FlowSettings settings) {
        byte[] key = settings.secret().isEmpty() ? keptKey : settings.secret().getBytes(StandardCharsets.UTF_8);
        state = new State(settings, new FlowTokens(key));
    }

    @Override
    public boolean usesOutbound(SipContext context) {
        FlowSettings settings = state.settings();
        return settings.forces(context.flags())
                || !settings.forbids(context.flags()) && OutboundUse.of(context.request());
    }

    @Override
    public void addPath(SipContext context, String user, String parameters, boolean received) {
        if (user.isEmpty() && parameters.isEmpty() && usesOutbound(context)) {
            addPath(context, token(context.flow()), received, ";ob");
        } else {
            addPath(context, user, received, parameters.isEmpty() ? "" : ";" + parameters);
        }
    }

    /** Adds a Path with the token of the flow, whether the client uses outbound or not; it is marked with {@code ob} if so. */
    void addFlowPath(SipContext context) {
        addPath(context, token(context.flow()), false, usesOutbound(context) ? ";ob" : "");
    }

    private void addPath(SipContext context, String user, boolean received, String parameters) {
        String line = "Path: <" + Sockets.uri(user, outgoing(context)) + ";lr"
                + (received ? ";received=" + received(context.flow()) : "") + parameters + ">\r\n";
        int present = context.request().indexOf(HeaderName.PATH, 0);
        if (present >= 0) {
            context.edits().insert(present, line);
        } else {
            context.edits().append(line);
        }
        paths.increment();
    }

    private static String received(Flow flow) {
        String transport = flow.transport() == Transport.UDP
                ? ""
                : "%3Btransport%3D" + flow.transport().token();
        return "sip:" + FlowIdentity.text(flow.remote()) + transport;
    }

    // The socket the request will leave from, as far as that is decided.
    private ListenPoint outgoing(SipContext context) {
        Branch target = context.target();
        ListenPoint arrival = context.flow().local();
        return Optional.of(target.socket())
                .filter(socket -> !socket.isEmpty())
                .flatMap(sockets::listenPoint)
                .or(() -> SipUri.parse(target.destination().isEmpty() ? target.uri() : target.destination())
                        .flatMap(uri -> Sockets.towards(uri, sockets, arrival)))
                .orElse(arrival);
    }

    @Override
    public Verdict follow(SipContext context) {
        Optional<RouteSet> found = RouteSet.of(context);
        if (found.isEmpty()) {
            return Verdict.NONE;
        }
        RouteSet routes = found.get();
        FlowIdentity arrival = FlowIdentity.of(context.flow());
        Optional<FlowIdentity> target = Optional.empty();
        boolean own = false;
        int followed = 0;
        for (RouteSet.Entry entry : routes.entries()) {
            Optional<SipUri> uri = SipUri.parse(entry.uri()).filter(this::isLocal);
            if (uri.isEmpty()) {
                break;
            }
            FlowTokens.Reading token = state.tokens().read(uri.get().user().toString());
            if (token.flow().isEmpty()) {
                if (token.looksLikeOne() || uri.get().parameter("ob").isPresent()) {
                    forged.increment();
                    return Verdict.FORGED;
                }
            } else if (!token.flow().get().equals(arrival)) {
                if (target.isPresent() && !target.equals(token.flow())) {
                    break;
                }
                target = token.flow();
            } else {
                own = true;
            }
            followed++;
        }
        if (target.isPresent()) {
            return sendOver(target.get(), context, routes, followed);
        }
        if (own) {
            routes.removeFirst(followed);
            if (followed < routes.entries().size()) {
                context.target(context.target()
                        .withDestination(routes.entries().get(followed).uri()));
            }
            return Verdict.OWN;
        }
        return Verdict.NONE;
    }

    private Verdict sendOver(FlowIdentity identity, SipContext context, RouteSet routes, int followed) {
        Optional<Flow> flow = identity.find(sockets);
        if (flow.isEmpty()) {
            gone.increment();
            return Verdict.GONE;
        }
        routes.removeFirst(followed);
        context.target(over(flow.get(), context.target()));
        context.attachment(Followed.class, Followed::new).flow = flow;
        routed.increment();
        return Verdict.ROUTED;
    }

    private static Branch over(Flow flow, Branch target) {
        String destination = "sip:" + FlowIdentity.text(flow.remote()) + ";transport="
                + flow.transport().token();
        return new Branch(
                target.uri(),
                destination,
                "",
                flow.local().description(),
                flow.id(),
                target.flags(),
                target.q(),
                "",
                STRICT,
                target.ruid(),
                target.userAgent());
    }

    // RFC 5626 5.3: one token serves requests in both directions, as the flow they come on tells them apart.
    @Override
    public void recordRoute(SipContext context) {
        Optional<Flow> down = context.attachment(Followed.class, Followed::new).flow;
        ListenPoint in = context.flow().local();
        ListenPoint out = down.map(Flow::local).orElseGet(() -> outgoing(context));
        String token = token(down.orElse(context.flow()));
        if (in.description().equals(out.description())) {
            context.edits().insert("Record-Route: <" + Sockets.uri(token, in) + ";lr>\r\n");
        } else {
            context.edits().insert("Record-Route: <" + Sockets.uri(token, out) + ";r2=on;lr>\r\n");
            context.edits().insert("Record-Route: <" + Sockets.uri(token, in) + ";r2=on;lr>\r\n");
        }
    }

    private String token(Flow flow) {
        return state.tokens().token(FlowIdentity.of(flow));
    }

    /** What a token says, for people. */
    List<String> explain(String text) {
        FlowTokens.Reading reading = state.tokens().read(text);
        if (reading.flow().isEmpty()) {
            return List.of(reading.looksLikeOne() ? "forged, or made with another key" : "no flow token");
        }
        FlowIdentity flow = reading.flow().get();
        return List.of(
                "transport   " + flow.transport().token(),
                "local       " + FlowIdentity.text(flow.local()),
                "remote      " + FlowIdentity.text(flow.remote()),
                "connection  " + (flow.id() < 0 ? "none" : flow.id()),
                "state       " + (flow.find(sockets).isPresent() ? "usable" : "gone"));
    }

    private boolean isLocal(SipUri uri) {
        return sockets.isLocal(uri.host().toString(), uri.port());
    }

    @Override
    public String group() {
        return "path";
    }

    @Override
    public void collect(ObjLongConsumer<String> sink) {
        sink.accept("paths_added", paths.sum());
        sink.accept("flows_used", routed.sum());
        sink.accept("flows_gone", gone.sum());
        sink.accept("tokens_forged", forged.sum());
    }

    @Override
    public void reset() {
        List.of(paths, routed, gone, forged).forEach(LongAdder::reset);
    }

    /** The flow that a request is sent down. */
    private static final class Followed {

        private Optional<Flow> flow = Optional.empty();
    }
}
