package org.waypost.kemi.core;

import java.util.function.Supplier;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Codes;
import org.waypost.kemi.Functions;
import org.waypost.kemi.TargetUri;
import org.waypost.sip.RequestRelay;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipUri;

/** Changes of the Request-URI and the destination, and forwarding there. */
final class TargetFunctions {

    private final Supplier<RequestRelay> relay;

    /** @param relay the proxy, null while there is none */
    TargetFunctions(Supplier<RequestRelay> relay) {
        this.relay = relay;
    }

    void add(Functions core) {
        core.add("seturi", "s", "Replaces the Request-URI.", (c, a) -> {
                    TargetUri.set(c, Arguments.text(a, 0));
                    return true;
                })
                .add(
                        "setuser",
                        "s",
                        "Replaces the user of the Request-URI.",
                        (c, a) -> TargetUri.user(c, Arguments.text(a, 0)))
                .add(
                        "sethost",
                        "s",
                        "Replaces the host of the Request-URI.",
                        (c, a) -> TargetUri.host(c, Arguments.text(a, 0)))
                .add(
                        "setdsturi",
                        "s",
                        "Sets the destination URI, where the request goes instead of its Request-URI.",
                        (c, a) -> destination(c, Arguments.text(a, 0)))
                .get("resetdsturi", "Takes the destination URI away.", c -> destination(c, ""))
                .test(
                        "isdsturiset",
                        "Whether there is a destination URI.",
                        c -> !c.target().destination().isEmpty())
                .get("forward", "Forwards the request to its destination or Request-URI.", this::forward)
                .add("forward_uri", "s", "Forwards the request to a URI.", (c, a) -> {
                    if (SipUri.parse(Arguments.text(a, 0)).isEmpty()) {
                        return Codes.FALSE;
                    }
                    destination(c, Arguments.text(a, 0));
                    return forward(c);
                })
                .inert("route", "s", "Runs a route of the native script, of which there is none here.", Codes.FALSE);
    }

    private static boolean destination(SipContext context, String uri) {
        context.target(context.target().withDestination(uri).withFlow(-1));
        return true;
    }

    private Object forward(SipContext context) {
        RequestRelay proxy = relay.get();
        return Codes.of(proxy != null && proxy.relay(context));
    }
}
