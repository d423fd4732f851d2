package org.waypost.management.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.waypost.management.Fakes;
import org.waypost.parameters.MapCatalogue;
import org.waypost.parameters.Parameter;
import org.waypost.sip.Flow;
import org.waypost.sip.FlowSecurity;
import org.waypost.sip.FlowState;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.SipTransport;
import org.waypost.sip.TlsControl;
import org.waypost.sip.Transport;
import org.waypost.sip.WebSocketControl;

/** The methods core.tcp_…, tls.… and ws.… */
class ConnectionMethodsTest {

    private final List<String> done = new ArrayList<>();
    private final MapCatalogue catalogue = new MapCatalogue(
            parameter("waypost.tls", "tls_method", Parameter.Type.TEXT, "TLSv1.2+"),
            parameter("waypost.tls", "verify_certificate", Parameter.Type.INTEGER, "0"),
            parameter("waypost.transport", "tcp_accept_aliases", Parameter.Type.BOOLEAN, "false"),
            parameter("waypost.transport", "tcp_connection_lifetime", Parameter.Type.INTEGER, "3605"),
            parameter("waypost.transport", "tcp_max_connections", Parameter.Type.INTEGER, "16384"),
            parameter("waypost.websocket", "enabled", Parameter.Type.INTEGER, "1"));
    private final SipTransport transport = Fakes.of(
            SipTransport.class,
            Map.of(
                    "flows",
                    arguments -> Stream.of(
                            state(1, Transport.TCP, false, 600, 5),
                            state(2, Transport.TLS, true, 0, 7),
                            state(3, Transport.WS, false, 2000, 0),
                            state(4, Transport.WSS, true, 1000, 0),
                            state(5, Transport.TLS, false, 5000, 0))));
    private final Rpc rpc = new Rpc(
            new TcpMethods(transport, catalogue),
            new TlsMethods(tls(), transport, catalogue),
            new WsMethods(webSockets(), transport, catalogue));
    private boolean broken;

    private static Parameter parameter(String pid, String key, Parameter.Type type, String value) {
        return new Parameter(pid, key, type, value, 0, Integer.MAX_VALUE, List.of(), "What it is for.");
    }

    private static FlowState state(int id, Transport transport, boolean secured, long idleMillis, int queued) {
        ListenPoint local =
                Fakes.of(ListenPoint.class, Map.of("address", arguments -> new InetSocketAddress("127.0.0.1", 5060)));
        SSLSession session = Fakes.of(
                SSLSession.class,
                Map.of(
                        "getCipherSuite", arguments -> "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                        "getProtocol", arguments -> "TLSv1.2"));
        Optional<FlowSecurity> security =
                secured ? Optional.of(new FlowSecurity(session, "", false)) : Optional.empty();
        Flow flow = Fakes.of(
                Flow.class,
                Map.of(
                        "id", arguments -> id,
                        "transport", arguments -> transport,
                        "local", arguments -> local,
                        "remote", arguments -> new InetSocketAddress("192.0.2.1", 40000 + id),
                        "isOpen", arguments -> true,
                        "security", arguments -> security));
        return new FlowState(flow, id == 5, 0, idleMillis, 1, 1, 1, 1, queued);
    }

    private TlsControl tls() {
        return Fakes.of(TlsControl.class, Map.of("reload", arguments -> {
            if (broken) {
                throw new IllegalArgumentException("sip.pem has no certificate in it");
            }
            return done.add("reload");
        }));
    }

    private WebSocketControl webSockets() {
        return Fakes.of(
                WebSocketControl.class,
                Map.of(
                        "ping", arguments -> arguments[0].equals(3) && done.add("ping"),
                        "pong", arguments -> arguments[0].equals(3) && done.add("pong"),
                        "close", arguments -> arguments[0].equals(3) && done.add("close " + arguments[1])));
    }

    @Test
    void listsConnections() {
        assertThat(rpc.call("core.tcp_list"))
                .startsWith("[{\"id\":1,\"type\":\"TCP\",\"state\":\"CONN_OK\",\"timeout\":3605,\"lifetime\":3605,"
                        + "\"src_ip\":\"192.0.2.1\",\"src_port\":40001,\"dst_ip\":\"127.0.0.1\",\"dst_port\":5060}")
                .contains("\"type\":\"WSS\",\"state\":\"CONN_OK\",\"timeout\":3604");
        assertThat(rpc.call("core.tcp_info"))
                .isEqualTo("{\"max_connections\":16384,\"max_tls_connections\":16384,\"opened_connections\":5,"
                        + "\"opened_tls_connections\":3,\"write_queued_bytes\":12}");
        assertThat(rpc.call("core.tcp_options"))
                .isEqualTo("{\"accept_aliases\":0,\"connection_lifetime\":3605,\"max_connections(soft)\":16384}");
    }

    @Test
    void listsConnectionsOverTls() {
        assertThat(rpc.call("tls.list"))
                .isEqualTo("[{\"id\":2,\"timeout\":3605,\"src_ip\":\"192.0.2.1\",\"src_port\":40002,"
                        + "\"dst_ip\":\"127.0.0.1\",\"dst_port\":5060,"
                        + "\"cipher\":\"ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2\",\"ct_wq_size\":7,\"state\":\"established\"},"
                        + "{\"id\":5,\"timeout\":3600,\"src_ip\":\"192.0.2.1\",\"src_port\":40005,"
                        + "\"dst_ip\":\"127.0.0.1\",\"dst_port\":5060,"
                        + "\"cipher\":\"unknown\",\"ct_wq_size\":0,\"state\":\"connect\"}]");
        assertThat(rpc.call("tls.info"))
                .isEqualTo("{\"max_connections\":16384,\"opened_connections\":3,\"clear_text_write_queued_bytes\":7}");
        assertThat(rpc.call("tls.options")).isEqualTo("{\"method\":\"TLSv1.2+\",\"verify_certificate\":0}");
    }

    @Test
    void readsTheFilesOfTlsAgainAndTellsWhyItCannot() {
        assertThat(rpc.call("tls.reload")).isEqualTo("\"Ok. TLS configuration reloaded.\"");
        assertThat(done).containsExactly("reload");
        broken = true;
        assertThat(rpc.call("tls.reload")).contains("\"code\":500", "\"data\":\"sip.pem has no certificate in it\"");
    }

    @Test
    void listsWebSockets() {
        String third =
                "\"3: ws:192.0.2.1:40003 -> ws:127.0.0.1:5060 (state: OPEN,  last used 2s ago, sub-protocol: sip)\"";
        String fourth =
                "\"4: wss:192.0.2.1:40004 -> wss:127.0.0.1:5060 (state: OPEN,  last used 1s ago, sub-protocol: sip)\"";
        String info = "],\"info\":{\"wscounter\":2,\"truncated\":\"no\"}}";
        assertThat(rpc.call("ws.dump")).isEqualTo("{\"connections\":[" + third + "," + fourth + info);
        assertThat(rpc.call("ws.dump", "used_desc")).isEqualTo("{\"connections\":[" + third + "," + fourth + info);
        assertThat(rpc.call("ws.dump", "used_asc")).isEqualTo("{\"connections\":[" + fourth + "," + third + info);
        assertThat(rpc.call("ws.dump", "x")).isEqualTo("{\"code\":400,\"message\":\"Bad display order parameter\"}");
    }

    @Test
    void pingsAndClosesOneWebSocket() {
        for (String method : List.of("ws.ping", "ws.pong", "ws.close")) {
            assertThat(rpc.call(method, 3)).isEqualTo("{}");
            assertThat(rpc.call(method, 99)).isEqualTo("{\"code\":500,\"message\":\"Unknown connection ID\"}");
            assertThat(rpc.call(method, "x")).isEqualTo("{\"code\":500,\"message\":\"Invalid Parameters\"}");
            assertThat(rpc.call(method)).isEqualTo("{\"code\":500,\"message\":\"Invalid Parameters\"}");
        }
        assertThat(done).containsExactly("ping", "pong", "close 1000");
    }

    @Test
    void takesNoNewWebSocketsWhileDisabled() {
        Parameter enabled = catalogue.parameter("websocket", "enabled");
        assertThat(rpc.call("ws.disable")).isEqualTo("{}");
        assertThat(catalogue.value(enabled)).isEqualTo("0");
        assertThat(rpc.call("ws.enable")).isEqualTo("{}");
        assertThat(catalogue.value(enabled)).isEqualTo("1");
    }
}
