package org.waypost.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.sip.Branch;
import org.waypost.sip.Transport;

/** Requests to contacts behind edge proxies (RFC 3327 5.3, RFC 5626 5.3). */
class PathTest {

    private static final String CONTACT = "sip:alice@192.0.2.1:4711;transport=tcp;ob";

    private TestServer server;
    private Phone caller;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer();
        caller = new Phone(server.port(Transport.UDP));
    }

    @AfterEach
    void stop() {
        caller.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE", "MESSAGE"})
    void goesToTheEdgeWithItsTokenAsItWas(String method) throws Exception {
        try (Phone edge = new Phone(server.port(Transport.UDP))) {
            String first = "<sip:VskztcQ/S8p4WPbOnHbuyh5iJvJIW3ib+A==.1;x@127.0.0.1:" + edge.port() + ";lr;ob>";
            String path = first + ",<sip:inner.example.com;lr>, <sip:last.example.com:5070;lr;foo=%3C>";
            behind(path, -1);
            caller.send(caller.request(method, "alice"));

            String arrived = edge.receive(method);
            assertThat(arrived).startsWith(method + " " + CONTACT + " SIP/2.0\r\n");
            assertThat(routes(arrived))
                    .containsExactly(first, "<sip:inner.example.com;lr>", "<sip:last.example.com:5070;lr;foo=%3C>");
            edge.answer(arrived, 200, "e");
            assertThat(caller.receive(" 200 ")).contains(";tag=e");
        }
    }

    @Test
    void goesToTheEdgeOverTheTransportOfItsPath() throws Exception {
        try (ServerSocket edge = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String path = "<sip:token@127.0.0.1:" + edge.getLocalPort() + ";transport=tcp;lr;ob>";
            behind(path, -1);
            caller.send(caller.request("INVITE", "alice"));
            try (TcpPhone connection = new TcpPhone(edge.accept())) {
                String arrived = connection.receive();
                assertThat(arrived).startsWith("INVITE " + CONTACT + " ").contains("Via: SIP/2.0/TCP ");
                assertThat(routes(arrived)).containsExactly(path);
                connection.answer(arrived, 200, "e");
                assertThat(caller.receive(" 200 ")).contains(";tag=e");
            }
        }
    }

    @Test
    void goesAlongThePathThoughTheRegisterCameOverAConnection() throws Exception {
        try (Phone edge = new Phone(server.port(Transport.UDP));
                TcpPhone relay = TcpPhone.to(server.port(Transport.TCP))) {
            relay.send(caller.request("MESSAGE", "nobody").replace("SIP/2.0/UDP", "SIP/2.0/TCP"));
            relay.receive();
            behind("<sip:127.0.0.1:" + edge.port() + ";lr>", server.lastFlow);
            caller.send(caller.request("MESSAGE", "alice"));

            assertThat(edge.receive()).startsWith("MESSAGE " + CONTACT);
        }
    }

    @Test
    void anEdgeThatIsGoneMakesWayForTheNextFlow() throws Exception {
        int gone;
        try (ServerSocket edge = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            gone = edge.getLocalPort();
        }
        try (Phone second = new Phone(server.port(Transport.UDP))) {
            server.users.put(
                    "alice",
                    List.of(
                            flow("<sip:127.0.0.1:" + gone + ";transport=tcp;lr>", -1, 1),
                            flow("<sip:127.0.0.1:" + second.port() + ";lr>", -1, 2)));
            caller.send(caller.request("INVITE", "alice"));
            second.answer(second.receive("INVITE"), 200, "2");

            assertThat(caller.receive(" 200 ")).contains(";tag=2");
        }
    }

    private void behind(String path, int connection) {
        server.users.put("alice", List.of(flow(path, connection, 1)));
    }

    /** What a lookup makes of a contact with a Path. */
    private static Branch flow(String path, int connection, int regId) {
        String destination = path.substring(1, path.indexOf('>'));
        return new Branch(CONTACT, destination, path, "tcp:127.0.0.1:9", connection, 0, -1, "<i>", regId, "", "");
    }

    private static List<String> routes(String message) {
        return message.lines()
                .filter(line -> line.startsWith("Route: "))
                .map(line -> line.substring(7))
                .toList();
    }
}
