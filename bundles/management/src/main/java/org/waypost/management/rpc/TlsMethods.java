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
import org.waypost.sip.TlsControl;
import org.waypost.sip.Transport;

/** The methods {@code tls.…}: connections over TLS, and reading its files again. */
@Component(service = RpcMethods.class)
public final class TlsMethods implements RpcMethods {

    private final TlsControl tls;
    private final Connections connections;
    private final CfgVariables variables;

    @Activate
    public TlsMethods(
            @Reference TlsControl tls, @Reference SipTransport transport, @Reference ParameterCatalogue catalogue) {
        this.tls = tls;
        variables = new CfgVariables(catalogue);
        connections = new Connections(transport, variables);
    }

    @Override
    public List<RpcMethod> methods() {
        return List.of(
                new RpcMethod("tls.list", List.of(), "The connections over TLS.", (a, author) -> list()),
                new RpcMethod("tls.info", List.of(), "How many of them there are.", (a, author) -> info()),
                new RpcMethod("tls.options", List.of(), "The parameters of TLS.", (a, author) -> options()),
                new RpcMethod(
                        "tls.reload",
                        List.of(),
                        "Reads certificates and keys again; open connections stay.",
                        (a, author) -> reload()));
    }

    private Object list() {
        return connections.over(Transport.TLS).map(this::connection).toList();
    }

    private Map<String, Object> connection(FlowState state) {
        Map<String, Object> connection = new LinkedHashMap<>();
        connection.put("id", state.flow().id());
        connection.put("timeout", connections.secondsLeft(state));
        Connections.ends(connection, state.flow());
        connection.put(
                "cipher",
                state.flow()
                        .security()
                        .map(security -> security.cipher() + " " + security.version())
                        .orElse("unknown"));
        connection.put("ct_wq_size", state.queuedOctets());
        String handshake = state.outgoing() ? "connect" : "accept";
        connection.put("state", state.flow().security().isPresent() ? "established" : handshake);
        return connection;
    }

    private Object info() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("max_connections", connections.mostConnections());
        info.put("opened_connections", connections.secured().count());
        info.put(
                "clear_text_write_queued_bytes",
                connections.secured().mapToLong(FlowState::queuedOctets).sum());
        return info;
    }

    private Object options() {
        Map<String, Object> options = new LinkedHashMap<>();
        variables
                .group("tls")
                .forEach(variable -> options.put(
                        variable.name().equals("tls_method") ? "method" : variable.name(), variables.value(variable)));
        return options;
    }

    private Object reload() {
        try {
            tls.reload();
            return "Ok. TLS configuration reloaded.";
        } catch (IllegalArgumentException unusable) {
            throw RpcFault.of(
                    500, "Error while loading TLS configuration file (consult server log)", unusable.getMessage());
        }
    }
}
