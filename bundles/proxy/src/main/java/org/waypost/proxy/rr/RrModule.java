package org.waypost.proxy.rr;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.proxy.Functions;
import org.waypost.proxy.Relay;
import org.waypost.sip.HeaderName;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipTransport;

/** The functions {@code KSR.rr}: staying in the path of a dialog, and following the path of its requests. */
@Component
public final class RrModule implements ScriptModule {

    private static final int UNKNOWN_DIRECTION = -6;

    private final SipTransport sockets;
    private final Relay relay;
    private final Map<String, Signature> functions;

    @Activate
    public RrModule(@Reference SipTransport sockets, @Reference Relay relay) {
        this.sockets = sockets;
        this.relay = relay;
        this.functions = table();
    }

    private Map<String, Signature> table() {
        return new Functions()
                .get(
                        "record_route",
                        "Makes the requests of this dialog come by here.",
                        context -> record(context, RecordRouting.Kind.OWN, "", "", ""))
                .add(
                        "record_route_params",
                        "s",
                        "As record_route, with parameters such as ;a=b in the header.",
                        (context, arguments) ->
                                record(context, RecordRouting.Kind.OWN, "", "", Functions.text(arguments, 0)))
                .add(
                        "record_route_preset_one",
                        "s",
                        "As record_route, with address:port;parameters given.",
                        (context, arguments) ->
                                record(context, RecordRouting.Kind.PRESET, Functions.text(arguments, 0), "", ""))
                .add(
                        "record_route_preset",
                        "ss",
                        "As record_route, with the addresses of the outbound and the inbound side given.",
                        (context, arguments) -> record(
                                context,
                                RecordRouting.Kind.PRESET,
                                Functions.text(arguments, 0),
                                Functions.text(arguments, 1),
                                ""))
                .add(
                        "record_route_advertised_address",
                        "s",
                        "As record_route, with the address that others know this server by.",
                        (context, arguments) ->
                                record(context, RecordRouting.Kind.ADVERTISED, Functions.text(arguments, 0), "", ""))
                .get("remove_record_route", "Takes back what record_route did.", RrModule::remove)
                .add("add_rr_param", "s", "Adds a parameter such as ;a=b to the Record-Route.", RrModule::addParameter)
                .get("loose_route", "Follows the Route headers.", context -> loose(context, true))
                .get(
                        "loose_route_preloaded",
                        "Follows the Route headers; true if an initial request had no other than ours.",
                        context -> Functions.code(loose(context, true) == LooseRouting.PRELOADED))
                .add(
                        "loose_route_mode",
                        "i",
                        "Follows the Route headers; with 1 a Request-URI of this server is left as it is.",
                        (context, arguments) -> loose(context, Functions.number(arguments, 0) != 1))
                .add(
                        "check_route_param",
                        "s",
                        "Whether the parameters of our Route match a regular expression.",
                        RrModule::matches)
                .add(
                        "is_direction",
                        "s",
                        "Whether a request within a dialog goes downstream (from the caller) or upstream.",
                        RrModule::isDirection)
                .get(
                        "next_hop_route",
                        "Whether the next hop is taken from a Route header behind ours.",
                        context -> Functions.code(routedBy(context).hasNextRoute()))
                .table();
    }

    private int record(SipContext context, RecordRouting.Kind kind, String outer, String inner, String parameters) {
        RecordRouting routing = routing(context);
        boolean first = routing.begin(kind, outer, inner, context.request(), relay.recordRouting());
        if (first) {
            routing.add(parameters);
        }
        return Functions.code(first);
    }

    private static int remove(SipContext context) {
        routing(context).end();
        return 1;
    }

    private static int addParameter(SipContext context, Object[] arguments) {
        RecordRouting routing = routing(context);
        routing.add(Functions.text(arguments, 0));
        return Functions.code(!routing.isSinglePreset());
    }

    private int loose(SipContext context, boolean strictToo) {
        return new LooseRouting(sockets, context, relay.recordRouting().followSocket()).route(strictToo);
    }

    private static int matches(SipContext context, Object[] arguments) {
        try {
            return Functions.code(Pattern.compile(Functions.text(arguments, 0), Pattern.CASE_INSENSITIVE)
                    .matcher(routedBy(context).parameters())
                    .find());
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("check_route_param: " + e.getMessage(), e);
        }
    }

    private static int isDirection(SipContext context, Object[] arguments) {
        boolean downstream = routedBy(context)
                .firstFromTag()
                .map(tag -> LooseRouting.tag(context.request().first(HeaderName.FROM))
                        .filter(tag::equals)
                        .isPresent())
                .orElse(true);
        return switch (Functions.text(arguments, 0)) {
            case "downstream" -> Functions.code(downstream);
            case "upstream" -> Functions.code(!downstream);
            default -> UNKNOWN_DIRECTION;
        };
    }

    private static RecordRouting routing(SipContext context) {
        return context.attachment(RecordRouting.class, RecordRouting::new);
    }

    private static RoutedBy routedBy(SipContext context) {
        return context.attachment(RoutedBy.class, RoutedBy::new);
    }

    @Override
    public String name() {
        return "rr";
    }

    @Override
    public Map<String, Signature> functions() {
        return functions;
    }
}
