package org.waypost.management.rpc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.sip.FlowState;
import org.waypost.sip.SipTransport;

/** The methods {@code core.tcp_…}: connections over TCP, and over what lies on it. */
@Component(service = RpcMethods.class)
public final class TcpMethods implements RpcMethods {

    private final Connections connections;

    @Activate
    public TcpMethods(@Reference SipTransport transport, @Reference ParameterCatalogue catalogue) {
        connections = new Connections(transport, new CfgVariables(catalogue));
    }

    @Override
    public List<RpcMethod> methods() {
        return List.of(
                new RpcMethod("core.tcp_list", List.of(), "The open connections.", (a, author) -> list()),
                new RpcMethod("core.tcp_info", List.of(), "How many connections there are.", (a, author) -> info()),
                new RpcMethod(
                        "core.tcp_options",
                        List.of(),
                        "What the parameters say about connections.",
                        (a, author) -> connections.options()));
    }

    private Object list() {
        long lifetime = connections.lifetime();
        return connections.all().map(state -> connection(state, lifetime)).toList();
    }

    private Map<String, Object> connection(FlowState state, long lifetime) {
        Map<String, Object> connection = new LinkedHashMap<>();
        connection.put("id", state.flow().id());
        connection.put("type", state.flow().transport().name());
        connection.put("state", state.flow().isOpen() ? "CONN_OK" : "CONN_CLOSING");
        connection.put("timeout", connections.secondsLeft(state));
        connection.put("lifetime", lifetime);
        Connections.ends(connection, state.flow());
        return connection;
    }

    private Object info() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("max_connections", connections.mostConnections());
        info.put("max_tls_connections", connections.mostConnections());
        info.put("opened_connections", connections.all().count());
        info.put("opened_tls_connections", connections.secured().count());
        info.put(
                "write_queued_bytes",
                connections.all().mapToLong(FlowState::queuedOctets).sum());
        return info;
    }
}
