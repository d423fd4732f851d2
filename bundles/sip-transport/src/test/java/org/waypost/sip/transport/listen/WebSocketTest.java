package org.waypost.sip.transport.listen;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.waypost.sip.transport.listen.WebSocketPhone.BINARY;
import static org.waypost.sip.transport.listen.WebSocketPhone.CLOSE;
import static org.waypost.sip.transport.listen.WebSocketPhone.CONTINUATION;
import static org.waypost.sip.transport.listen.WebSocketPhone.FINAL;
import static org.waypost.sip.transport.listen.WebSocketPhone.HANDSHAKE;
import static org.waypost.sip.transport.listen.WebSocketPhone.PING;
import static org.waypost.sip.transport.listen.WebSocketPhone.PONG;
import static org.waypost.sip.transport.listen.WebSocketPhone.TEXT;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.sip.Flow;
import org.waypost.sip.RequestRoute;
import org.waypost.sip.ScriptCallback;
import org.waypost.sip.Transport;
import org.waypost.sip.WebSocketControl;
import org.waypost.sip.transport.wire.Messages;
import org.waypost.sip.transport.ws.ClosedEventsTuner;

/** SIP over WebSocket (RFC 7118) at real sockets. */
class WebSocketTest {

    private static final RequestRoute OK = context -> context.reply(200, "OK");
    private static final String REGISTER = Messages.register()
            .with("Via", "Via: SIP/2.0/WS df7jal23ls0d.invalid;branch=z9hG4bK56sdasks")
            .text();

    private static TestServer server(Object... values) {
        Object[] all = new Object[values.length + 2];
        all[0] = "listen";
        all[1] = "ws:127.0.0.1:0";
        System.arraycopy(values, 0, all, 2, values.length);
        return new TestServer(all).route(OK);
    }

    private static byte[] status(int code) {
        return ByteBuffer.allocate(2).putShort((short) code).array();
    }

    @Test
    void answersARequestWithoutContentLengthInATextFrame() throws IOException {
        try (TestServer server = server();
                WebSocketPhone phone = WebSocketPhone.to(server)) {
            phone.text(REGISTER);
            WebSocketPhone.Frame reply = phone.receive();
            assertThat(reply.opcode()).isEqualTo(TEXT);
            assertThat(reply.text()).startsWith("SIP/2.0 200 OK\r\n").contains("Via: SIP/2.0/WS df7jal23ls0d.invalid");
            assertThat(server.point(0).description()).startsWith("ws:127.0.0.1:");
        }
    }

    @Test
    void speaksWithTheClientOfTheJdk() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        try (TestServer server = server()) {
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .subprotocols("sip")
                    .buildAsync(
                            URI.create("ws://127.0.0.1:"
                                    + server.point(0).address().getPort() + "/sip?a=b"),
                            new WebSocket.Listener() {
                                private final StringBuilder message = new StringBuilder();

                                @Override
                                public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
                                    message.append(data);
                                    if (last) {
                                        received.add(message.toString());
                                        message.setLength(0);
                                    }
                                    from.request(1);
                                    return null;
                                }

                                @Override
                                public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
                                    received.add("closed " + status);
                                    return null;
                                }
                            })
                    .get(10, TimeUnit.SECONDS);
            assertThat(socket.getSubprotocol()).isEqualTo("sip");
            socket.sendText(REGISTER.substring(0, 40), false).get(10, TimeUnit.SECONDS);
            socket.sendText(REGISTER.substring(40), true).get(10, TimeUnit.SECONDS);
            assertThat(received.poll(10, TimeUnit.SECONDS)).startsWith("SIP/2.0 200 OK\r\n");
            socket.sendBinary(ByteBuffer.wrap(REGISTER.getBytes(UTF_8)), true).get(10, TimeUnit.SECONDS);
            assertThat(received.poll(10, TimeUnit.SECONDS)).startsWith("SIP/2.0 200 OK\r\n");
            server.modify("listen", "");
            assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("closed 1001");
        }
    }

    @Test
    void sendsWhatIsNoUtf8InABinaryFrame() throws IOException {
        try (TestServer server = server();
                WebSocketPhone phone = WebSocketPhone.to(server)) {
            byte[] latin = REGISTER.replace("tag=1", "tag=1;x=\"\u00e9\"").getBytes(ISO_8859_1);
            WebSocketPhone.Frame reply = phone.ask(FINAL | BINARY, latin);
            assertThat(reply.opcode()).isEqualTo(BINARY);
            assertThat(new String(reply.payload(), ISO_8859_1))
                    .startsWith("SIP/2.0 200 OK")
                    .contains("x=\"\u00e9\"");
            byte[] utf8 = REGISTER.replace("tag=1", "tag=1;x=\"\u00e9\"").getBytes(UTF_8);
            WebSocketPhone.Frame other = phone.ask(FINAL | BINARY, utf8);
            assertThat(other.opcode()).isEqualTo(TEXT);
            assertThat(other.text()).contains("x=\"\u00e9\"");
        }
    }

    @Test
    void putsFragmentsTogetherAndAnswersPingsBetweenThem() throws IOException {
        try (TestServer server = server();
                WebSocketPhone phone = WebSocketPhone.to(server)) {
            byte[] octets = REGISTER.getBytes(UTF_8);
            phone.frame(TEXT, Arrays.copyOfRange(octets, 0, 10));
            phone.frame(CONTINUATION, new byte[0]);
            WebSocketPhone.Frame pong = phone.ask(FINAL | PING, "there?".getBytes(UTF_8));
            assertThat(pong.opcode()).isEqualTo(PONG);
            assertThat(pong.text()).isEqualTo("there?");
            phone.frame(CONTINUATION, Arrays.copyOfRange(octets, 10, 100));
            phone.frame(FINAL | CONTINUATION, Arrays.copyOfRange(octets, 100, octets.length));
            assertThat(phone.receive().text()).startsWith("SIP/2.0 200 OK");
        }
    }

    @Test
    void answersKeepalivesOfRfc5626() throws IOException {
        try (TestServer server = server();
                WebSocketPhone phone = WebSocketPhone.to(server)) {
            phone.text("\r\n");
            phone.text("\r\n\r\n");
            assertThat(phone.receive().text()).isEqualTo("\r\n");
        }
    }

    @Test
    void takesFramesThatComeWithTheHandshake() throws IOException {
        try (TestServer server = server();
                WebSocketPhone phone = new WebSocketPhone(server.point(0).address())) {
            byte[] frame = WebSocketPhone.octets(FINAL | TEXT, REGISTER.getBytes(UTF_8), true);
            assertThat(phone.ask(HANDSHAKE, frame)).startsWith("HTTP/1.1 101 ");
            assertThat(phone.receive().text()).startsWith("SIP/2.0 200 OK");
        }
    }

    @Test
    void endsAConnectionAsItsClientWants() throws IOException {
        try (TestServer server = server();
                WebSocketPhone phone = WebSocketPhone.to(server)) {
            WebSocketPhone.Frame close = phone.ask(FINAL | CLOSE, status(1000));
            assertThat(close.opcode()).isEqualTo(CLOSE);
            assertThat(close.status()).isEqualTo(1000);
            assertThat(phone.isClosedByServer()).isTrue();
        }
    }

    @Test
    void saysThatItGoesAway() throws IOException {
        try (TestServer server = server();
                WebSocketPhone phone = WebSocketPhone.to(server)) {
            phone.text(REGISTER);
            phone.receive();
            server.transport.flows().forEach(state -> state.flow().close());
            WebSocketPhone.Frame close = phone.receive();
            assertThat(close.opcode()).isEqualTo(CLOSE);
            assertThat(close.status()).isEqualTo(1001);
            phone.frame(FINAL | CLOSE, status(1001));
            assertThat(phone.isClosedByServer()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {FINAL | 0x40 | TEXT, FINAL | 3, FINAL | 11, PING, FINAL | CONTINUATION})
    void endsAConnectionThatBreaksTheProtocol(int first) throws IOException {
        try (TestServer server = server();
                WebSocketPhone phone = WebSocketPhone.to(server)) {
            WebSocketPhone.Frame close = phone.ask(first, "x".getBytes(UTF_8));
            assertThat(close.opcode()).isEqualTo(CLOSE);
            assertThat(close.status()).isEqualTo(1002);
            assertThat(phone.isClosedByServer()).isTrue();
        }
    }

    @Test
    void endsAConnectionWhoseFramesAreNotMasked() throws IOException {
        try (TestServer server = server();
                WebSocketPhone phone = WebSocketPhone.to(server)) {
            phone.write(WebSocketPhone.octets(FINAL | TEXT, REGISTER.getBytes(UTF_8), false));
            assertThat(phone.receive().status()).isEqualTo(1002);
            assertThat(phone.isClosedByServer()).isTrue();
        }
    }

    @Test
    void endsAConnectionWhoseTextIsNoUtf8() throws IOException {
        try (TestServer server = server();
                WebSocketPhone phone = WebSocketPhone.to(server)) {
            assertThat(phone.ask(FINAL | TEXT, new byte[] {'a', (byte) 0xff}).status())
                    .isEqualTo(1007);
            assertThat(phone.isClosedByServer()).isTrue();
        }
    }

    @Test
    void endsAConnectionThatSendsTooMuchInOneFrameOrInMany() throws IOException {
        try (TestServer server = server("tcp_max_message", 1024)) {
            try (WebSocketPhone phone = WebSocketPhone.to(server)) {
                assertThat(phone.ask(FINAL | TEXT, new byte[1025]).status()).isEqualTo(1009);
                assertThat(phone.isClosedByServer()).isTrue();
            }
            try (WebSocketPhone phone = WebSocketPhone.to(server)) {
                phone.frame(TEXT, "x".repeat(600).getBytes(UTF_8));
                assertThat(phone.ask(CONTINUATION, "x".repeat(600).getBytes(UTF_8))
                                .status())
                        .isEqualTo(1009);
                assertThat(phone.isClosedByServer()).isTrue();
            }
        }
    }

    @Test
    void keepsTheConnectionWhenAMessageIsNoSip() throws IOException {
        try (TestServer server = server();
                WebSocketPhone phone = WebSocketPhone.to(server)) {
            phone.text("hello");
            phone.text("GET / HTTP/1.1\r\n\r\n");
            phone.text("");
            phone.text(REGISTER);
            assertThat(phone.receive().text()).startsWith("SIP/2.0 200 OK");
        }
    }

    @Test
    void sendsRequestsToTheClientOverItsConnectionAndOpensNone() throws IOException {
        try (TestServer server = server();
                WebSocketPhone phone = WebSocketPhone.to(server)) {
            phone.text(REGISTER);
            phone.receive();
            InetSocketAddress remote = new InetSocketAddress("127.0.0.1", phone.port());
            Flow flow = server.transport.flowTo(server.point(0), remote);
            assertThat(flow.transport()).isEqualTo(Transport.WS);
            byte[] invite = "INVITE sip:alice@df7jal23ls0d.invalid SIP/2.0\r\n\r\n".getBytes(UTF_8);
            assertThat(flow.send(invite, invite.length)).isTrue();
            assertThat(phone.receive().payload()).isEqualTo(invite);
            Flow none = server.transport.flowTo(server.point(0), new InetSocketAddress("127.0.0.1", 9));
            assertThat(none.isOpen()).isFalse();
            assertThat(none.send(invite, invite.length)).isFalse();
        }
    }

    @Test
    void tellsAVisitorWhatThisIs() throws IOException {
        try (TestServer server = server();
                WebSocketPhone phone = new WebSocketPhone(server.point(0).address())) {
            String head =
                    phone.ask("GET / HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(head).startsWith("HTTP/1.1 426 Upgrade Required\r\n").containsIgnoringCase("upgrade: websocket");
            assertThat(phone.rest()).contains("RFC 7118").doesNotContain("HTTP/1.1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REGISTER sip:example.com SIP/2.0\r\nVia: SIP/2.0/TCP a\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n",
                "nonsense\r\n\r\n"
            })
    void answersWhatIsNoHttp(String start) throws IOException {
        try (TestServer server = server();
                WebSocketPhone phone = new WebSocketPhone(server.point(0).address())) {
            assertThat(phone.ask(start)).matches("(?s)HTTP/1.1 (400|405|505) .*");
        }
    }

    @Test
    void boundsWhatComesBeforeTheHandshakeIsDone() throws IOException {
        try (TestServer server = server();
                WebSocketPhone line = new WebSocketPhone(server.point(0).address());
                WebSocketPhone headers = new WebSocketPhone(server.point(0).address())) {
            assertThat(line.ask("GET /" + "a".repeat(5000) + " HTTP/1.1\r\n\r\n"))
                    .startsWith("HTTP/1.1 414 ");
            assertThat(headers.ask("GET / HTTP/1.1\r\nA: " + "a".repeat(9000) + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 431 ");
        }
    }

    @Test
    void refusesPagesOfOtherOriginsFromNowOn() throws IOException {
        try (TestServer server = server();
                WebSocketPhone before = WebSocketPhone.to(server)) {
            server.webSocket().set("origins", "https://phone.example.com");
            try (WebSocketPhone other = new WebSocketPhone(server.point(0).address())) {
                assertThat(other.ask(HANDSHAKE.replace("Host:", "Origin: https://evil.example.com\r\nHost:")))
                        .startsWith("HTTP/1.1 403 ");
            }
            before.text(REGISTER);
            assertThat(before.receive().text()).startsWith("SIP/2.0 200 OK");
        }
    }

    @Test
    void countsWhatHappens() throws IOException {
        try (TestServer server = server();
                WebSocketPhone phone = WebSocketPhone.to(server);
                WebSocketPhone visitor = new WebSocketPhone(server.point(0).address())) {
            phone.text(REGISTER);
            phone.receive();
            visitor.ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            visitor.rest();
            assertThat(server.webSocket().count("ws_current_connections")).isEqualTo(1);
            assertThat(server.webSocket().count("ws_successful_handshakes")).isEqualTo(1);
            assertThat(server.webSocket().count("ws_failed_handshakes")).isEqualTo(1);
            assertThat(server.webSocket().count("ws_received_frames")).isEqualTo(1);
            assertThat(server.webSocket().count("ws_transmitted_frames")).isEqualTo(1);
            phone.ask(FINAL | CLOSE, status(1000));
            assertThat(phone.isClosedByServer()).isTrue();
            assertThat(server.webSocket().count("ws_received_frames")).isEqualTo(2);
            assertThat(server.webSocket().count("ws_transmitted_frames")).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endsAConnectionWhoseMessageNeverEnds(boolean inFragments) throws IOException {
        try (TestServer server = server("tcp_msg_read_timeout", 1);
                WebSocketPhone phone = WebSocketPhone.to(server)) {
            phone.text(REGISTER);
            phone.receive();
            if (inFragments) {
                phone.frame(TEXT, "REGISTER".getBytes(UTF_8));
                assertThat(phone.ask(FINAL | PING, new byte[0]).opcode()).isEqualTo(PONG);
            } else {
                byte[] frame = WebSocketPhone.octets(FINAL | TEXT, REGISTER.getBytes(UTF_8), true);
                phone.write(Arrays.copyOf(frame, 40));
            }
            assertThat(phone.receive().opcode()).isEqualTo(CLOSE);
            assertThat(server.tcp("read_timeout")).isEqualTo(1);
        }
    }

    @Test
    void takesTheWordOfATrustedProxyForWhereAClientIs() throws Exception {
        try (TestServer server = server("tcp_max_connections_per_source", 1)) {
            BlockingQueue<Flow> seen = new LinkedBlockingQueue<>();
            server.route(context -> {
                seen.add(context.flow());
                context.reply(200, "OK");
            });
            String forwarded = HANDSHAKE.replace("Host:", "X-Forwarded-For: 203.0.113.9\r\nHost:");
            server.webSocket().set("trusted_proxies", "127.0.0.0/8");
            try (WebSocketPhone phone = new WebSocketPhone(server.point(0).address())) {
                assertThat(phone.ask(forwarded)).startsWith("HTTP/1.1 101 ");
                phone.text(REGISTER);
                assertThat(phone.receive().text()).contains("received=203.0.113.9");
                Flow flow = seen.take();
                InetSocketAddress client = new InetSocketAddress("203.0.113.9", phone.port());
                assertThat(flow.remote()).isEqualTo(client);
                assertThat(server.transport.flowTo(server.point(0), client)).isSameAs(flow);
                assertThat(server.transport
                                .flowTo(server.point(0), new InetSocketAddress("127.0.0.1", phone.port()))
                                .isOpen())
                        .isFalse();
                try (WebSocketPhone elsewhere =
                        new WebSocketPhone(server.point(0).address())) {
                    assertThat(elsewhere.ask(forwarded.replace("113.9", "113.10")))
                            .startsWith("HTTP/1.1 101 ");
                }
                try (WebSocketPhone second = new WebSocketPhone(server.point(0).address())) {
                    assertThat(second.ask(forwarded)).startsWith("HTTP/1.1 503 ");
                }
            }
        }
    }

    @Test
    void doesNotBelieveOtherProxies() throws Exception {
        try (TestServer server = server();
                WebSocketPhone phone = new WebSocketPhone(server.point(0).address())) {
            BlockingQueue<Flow> seen = new LinkedBlockingQueue<>();
            server.route(context -> {
                seen.add(context.flow());
                context.reply(200, "OK");
            });
            phone.ask(HANDSHAKE.replace("Host:", "X-Forwarded-For: 203.0.113.9\r\nHost:"));
            phone.text(REGISTER);
            phone.receive();
            assertThat(seen.take().remote().getAddress().isLoopbackAddress()).isTrue();
        }
    }

    @Test
    void pingsAndClosesWhenAnOperatorWantsIt() throws Exception {
        try (TestServer server = server();
                WebSocketPhone phone = WebSocketPhone.to(server)) {
            BlockingQueue<Flow> seen = new LinkedBlockingQueue<>();
            server.route(context -> {
                seen.add(context.flow());
                context.reply(200, "OK");
            });
            phone.text(REGISTER);
            phone.receive();
            int id = seen.take().id();
            WebSocketControl control = server.webSocketControl();
            assertThat(control.ping(id)).isTrue();
            assertThat(phone.receive().opcode()).isEqualTo(PING);
            assertThat(control.pong(id)).isTrue();
            assertThat(phone.receive().text()).isEqualTo("Waypost");
            assertThat(control.close(id + 1, 1000, "")).isFalse();
            assertThatThrownBy(() -> control.close(id, 1005, "")).isInstanceOf(IllegalArgumentException.class);
            assertThat(control.close(id, 1000, "Normal closure")).isTrue();
            WebSocketPhone.Frame close = phone.receive();
            assertThat(close.status()).isEqualTo(1000);
            assertThat(close.text()).endsWith("Normal closure");
            assertThat(control.ping(id + 1)).isFalse();
        }
    }

    @Test
    void takesNobodyWhileItIsNotEnabled() throws IOException {
        try (TestServer server = server();
                WebSocketPhone before = WebSocketPhone.to(server);
                WebSocketPhone phone = new WebSocketPhone(server.point(0).address())) {
            server.webSocket().set("enabled", 0);
            assertThat(phone.ask(HANDSHAKE)).startsWith("HTTP/1.1 503 ");
            before.text(REGISTER);
            assertThat(before.receive().text()).startsWith("SIP/2.0 200");
        }
    }

    @Test
    void tellsScriptsAndRoutesThatAConnectionHasEnded() throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        try (TestServer server = server()) {
            new ClosedEventsTuner(server.transport, server.webSocketLayer())
                    .script((function, context, arguments) -> {
                        told.add(function + "(" + arguments[0] + ") "
                                + context.flow().id());
                        return ScriptCallback.Outcome.DONE;
                    })
                    .route((event, context) ->
                            told.add(event + " " + context.flow().remote().getPort()));
            server.webSocket().set("event_callback", "ksr_websocket_event");
            BlockingQueue<Flow> seen = new LinkedBlockingQueue<>();
            server.route(context -> {
                seen.add(context.flow());
                context.reply(200, "OK");
            });
            try (WebSocketPhone visitor = new WebSocketPhone(server.point(0).address())) {
                assertThat(visitor.ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).startsWith("HTTP/1.1 426 ");
            }
            int port;
            try (WebSocketPhone phone = WebSocketPhone.to(server)) {
                port = phone.port();
                phone.text(REGISTER);
                phone.receive();
            }
            assertThat(told.poll(10, TimeUnit.SECONDS))
                    .isEqualTo("ksr_websocket_event(websocket:closed) "
                            + seen.take().id());
            assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("websocket:closed " + port);
            assertThat(told).as("of who was no WebSocket").isEmpty();
        }
    }
}
