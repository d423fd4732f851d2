package org.waypost.path.edge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
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
    private final Map<String, Signature> functions = new LinkedHashMap<>();

    @Activate
    public OutboundModule(@Reference FlowRouting flows) {
        this.flows = flows;
        add("use_outbound", "Whether outbound is used for this request (RFC 5626).", this::usesOutbound);
        add(
                "use_flow",
                "Follows the flow token in the Route: 2 over its flow, 1 onward from its client, -1 no token, -2 forged, -3"
                        + " the flow has ended.",
                context -> code(flows.follow(context)));
        add("record_route", "Adds Record-Route with a flow token, so that the dialog stays on it.", this::record);
    }

    private void add(String name, String help, ToIntFunction<SipContext> function) {
        functions.put(name, new Signature("", help, (context, arguments) -> function.applyAsInt(context)));
    }

    private int usesOutbound(SipContext context) {
        return flows.usesOutbound(context) ? 1 : -1;
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
