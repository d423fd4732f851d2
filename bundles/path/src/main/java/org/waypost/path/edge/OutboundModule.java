package org.waypost.path.edge;

import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.path.FlowRouting;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipContext;

/**
 * The functions {@code KSR.outbound}. Kamailio's module of that name offers none to scripts: there loose_route() and record_route() use
 * it by themselves.
 */
@Component
public final class OutboundModule implements ScriptModule {

    private final FlowRouting flows;
    private final Map<String, Signature> functions;

    @Activate
    public OutboundModule(@Reference FlowRouting flows) {
        this.flows = flows;
        functions = Map.of(
                "use_outbound",
                new Signature(
                        "",
                        "Whether outbound is used for this request (RFC 5626).",
                        (context, arguments) -> flows.usesOutbound(context) ? 1 : -1),
                "use_flow",
                new Signature(
                        "",
                        "Follows the flow token in the Route: 2 over its flow, 1 onward from its client, -1 no token,"
                                + " -2 forged, -3 the flow has ended.",
                        (context, arguments) -> code(flows.follow(context))),
                "record_route",
                new Signature(
                        "",
                        "Adds Record-Route with a flow token, so that the dialog stays on the client's flow.",
                        (context, arguments) -> record(context)));
    }

    private int record(SipContext context) {
        flows.recordRoute(context);
        return 1;
    }

    // As Kamailio's loose_route() tells of flow tokens, and one more for a flow that is gone.
    private static int code(FlowRouting.Verdict verdict) {
        return switch (verdict) {
            case ROUTED -> 2;
            case OWN -> 1;
            case NONE -> -1;
            case FORGED -> -2;
            case GONE -> -3;
        };
    }

    @Override
    public String name() {
        return "outbound";
    }

    @Override
    public Map<String, Signature> functions() {
        return functions;
    }
}
