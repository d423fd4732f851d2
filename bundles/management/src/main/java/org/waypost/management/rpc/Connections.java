package org.waypost.management.rpc;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.waypost.management.rpc.CfgVariables.Variable;
import org.waypost.sip.Flow;
import org.waypost.sip.FlowState;
import org.waypost.sip.SipTransport;
import org.waypost.sip.Transport;

/** The open connections as Kamailio tells of them, and what the parameters say about connections. */
final class Connections {

    private final SipTransport transport;
    private final CfgVariables variables;

    Connections(SipTransport transport, CfgVariables variables) {
        this.transport = transport;
        this.variables = variables;
    }

    Stream<FlowState> all() {
        return transport.flows();
    }

    Stream<FlowState> over(Transport wanted) {
        return all().filter(state -> state.flow().transport() == wanted);
    }

    /** Those with TLS below, be it SIP or WebSocket. */
    Stream<FlowState> secured() {
        return all().filter(state ->
                state.flow().transport() == Transport.TLS || state.flow().transport() == Transport.WSS);
    }

    /** Seconds that a connection may be silent. */
    long lifetime() {
        return number("connection_lifetime");
    }

    long mostConnections() {
        return number("max_connections");
    }

    /** A variable of Kamailio's group {@code tcp}. */
    private long number(String name) {
        Optional<Object> value = variables.find("tcp", name).flatMap(variables::value);
        return value.map(Object::toString).map(Long::parseLong).orElse(0L);
    }

    /** All variables of the group {@code tcp}. */
    Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        for (Variable variable : variables.group("tcp")) {
            String name = variable.name().equals("max_connections") ? "max_connections(soft)" : variable.name();
            options.put(name, variables.value(variable));
        }
        return options;
    }

    /** Adds both ends of a connection: the peer is the source, whoever opened it. */
    static void ends(Map<String, Object> map, Flow flow) {
        InetSocketAddress local = flow.local().address();
        map.put("src_ip", flow.remote().getAddress().getHostAddress());
        map.put("src_port", flow.remote().getPort());
        map.put("dst_ip", local.getAddress().getHostAddress());
        map.put("dst_port", local.getPort());
    }

    /** Seconds until it is closed for its silence, if that lasts. */
    long secondsLeft(FlowState state) {
        return Math.max(0, lifetime() - state.idleMillis() / 1000);
    }
}
