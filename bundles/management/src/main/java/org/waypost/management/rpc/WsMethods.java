package org.waypost.management.rpc;

import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.parameters.Change;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.parameters.ParameterException;
import org.waypost.sip.FlowState;
import org.waypost.sip.SipTransport;
import org.waypost.sip.Transport;
import org.waypost.sip.WebSocketControl;

/** The methods {@code ws.…}: connections over WebSocket. */
@Component(service = RpcMethods.class)
public final class WsMethods implements RpcMethods {

    private static final int NORMAL_CLOSURE = 1000;
    private static final List<String> ID = List.of("id");

    private static final Map<String, Comparator<FlowState>> ORDERS = Map.of(
            "id_hash", Comparator.comparingInt(state -> state.flow().id()),
            "used_desc", Comparator.comparingLong(FlowState::idleMillis).reversed(),
            "used_asc", Comparator.comparingLong(FlowState::idleMillis));

    private final WebSocketControl webSockets;
    private final Connections connections;
    private final ParameterCatalogue catalogue;

    @Activate
    public WsMethods(
            @Reference WebSocketControl webSockets,
            @Reference SipTransport transport,
            @Reference ParameterCatalogue catalogue) {
        this.webSockets = webSockets;
        this.catalogue = catalogue;
        connections = new Connections(transport, new CfgVariables(catalogue));
    }

    @Override
    public List<RpcMethod> methods() {
        return List.of(
                new RpcMethod("ws.dump", List.of("order"), "The open WebSockets.", (a, author) -> dump(a)),
                new RpcMethod("ws.ping", ID, "Pings one.", (a, author) -> one(a, webSockets::ping)),
                new RpcMethod("ws.pong", ID, "Sends a pong to one.", (a, author) -> one(a, webSockets::pong)),
                new RpcMethod(
                        "ws.close",
                        ID,
                        "Closes one.",
                        (a, author) -> one(a, id -> webSockets.close(id, NORMAL_CLOSURE, "Normal closure"))),
                new RpcMethod("ws.enable", List.of(), "Takes new ones from now on.", (a, author) -> take(author, "1")),
                new RpcMethod(
                        "ws.disable",
                        List.of(),
                        "Takes no new ones; those that are open stay.",
                        (a, author) -> take(author, "0")));
    }

    private Object dump(Arguments arguments) {
        Optional<Comparator<FlowState>> order =
                Optional.ofNullable(ORDERS.get(arguments.text(0).orElse("id_hash")));
        List<String> lines = Stream.concat(connections.over(Transport.WS), connections.over(Transport.WSS))
                .sorted(order.orElseThrow(() -> RpcFault.of(400, "Bad display order parameter")))
                .map(WsMethods::line)
                .toList();
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("wscounter", lines.size());
        info.put("truncated", "no");
        Map<String, Object> dump = new LinkedHashMap<>();
        dump.put("connections", lines);
        dump.put("info", info);
        return dump;
    }

    private static String line(FlowState state) {
        String proto = state.flow().transport().token();
        return "%d: %s:%s -> %s:%s (state: %s,  last used %ds ago, sub-protocol: sip)"
                .formatted(
                        state.flow().id(),
                        proto,
                        text(state.flow().remote()),
                        proto,
                        text(state.flow().local().address()),
                        state.flow().isOpen() ? "OPEN" : "CLOSING",
                        state.idleMillis() / 1000);
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    private static Object one(Arguments arguments, IntPredicate action) {
        String id = arguments.text(0).filter(text -> text.matches("\\d{1,10}")).orElse("");
        if (id.isEmpty()) {
            throw RpcFault.of(500, "Invalid Parameters");
        }
        long number = Long.parseLong(id);
        if (number > Integer.MAX_VALUE || !action.test((int) number)) {
            throw RpcFault.of(500, "Unknown connection ID");
        }
        return Map.of();
    }

    private Object take(String author, String enabled) {
        try {
            catalogue.apply(author, List.of(Change.set("websocket", "enabled", enabled)), line -> {});
            return Map.of();
        } catch (ParameterException e) {
            throw RpcFault.of(500, "Failed to set the variable", e.getMessage());
        }
    }
}
