package org.waypost.sip.transport.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.waypost.sip.Flow;
import org.waypost.sip.FlowListener;
import org.waypost.sip.RequestRoute;
import org.waypost.sip.transport.wire.Messages;

class TcpTest {

    private static final RequestRoute OK = context -> context.reply(200, "OK");
    private static final String REGISTER = Messages.register().plus("l: 0").text();

    private static TestServer server(Object... values) {
        Object[] all = new Object[values.length + 2];
        all[0] = "listen";
        all[1] = "tcp:127.0.0.1:0";
        System.arraycopy(values, 0, all, 2, values.length);
        return new TestServer(all).route(OK);
    }

    private static Phone.Tcp phone(TestServer server) throws IOException {
        return new Phone.Tcp(server.point(0).address());
    }

    @Test
    void answersKeepalives() throws IOException {
        try (TestServer server = server();
                Phone.Tcp phone = phone(server)) {
            assertThat(phone.ask("\r\n\r\n")).isEqualTo("\r\n");
            assertThat(phone.ask("\r\n" + REGISTER)).startsWith("SIP/2.0 200");
        }
    }

    @Test
    void endsTheConnectionAfterTheFinalReplyIfTheRouteAsksForIt() throws IOException {
        RequestRoute closing = context -> {
            context.closeAfterReply();
            context.reply(100, "Trying");
            context.reply(200, "OK");
        };
        try (TestServer server = new TestServer("listen", "tcp:127.0.0.1:0").route(closing);
                Phone.Tcp phone = phone(server)) {
            phone.send(REGISTER);
            assertThat(phone.receive()).startsWith("SIP/2.0 100");
            assertThat(phone.receive()).startsWith("SIP/2.0 200");
            assertThat(phone.isClosedByServer()).isTrue();
        }
    }

    @Test
    void opensNoConnectionWhereOnlyAnOpenOneIsWanted() throws Exception {
        try (TestServer server = server();
                ServerSocket device = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress remote = (InetSocketAddress) device.getLocalSocketAddress();
            assertThat(server.transport.openFlowTo(server.point(0), remote).isOpen())
                    .isFalse();
            Flow opened = server.transport.flowTo(server.point(0), remote);
            assertThat(server.transport.openFlowTo(server.point(0), remote)).isSameAs(opened);
        }
    }

    @Test
    void answersAFloodOfPingsByAFewPongs() throws IOException {
        try (TestServer server = server();
                Phone.Tcp phone = phone(server)) {
            int pings = 1 << 18;
            phone.send("\r\n\r\n".repeat(pings) + REGISTER);
            int pongs = 0;
            String next = phone.receive();
            for (; next.equals("\r\n"); next = phone.receive()) {
                pongs++;
            }
            assertThat(next).startsWith("SIP/2.0 200");
            assertThat(pongs).isBetween(1, pings / 2);
        }
    }

    @Test
    void answersRequestsOfOneConnectionInOrder() throws IOException {
        try (TestServer server = server();
                Phone.Tcp phone = phone(server)) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 100; i++) {
                all.append(REGISTER.replace("CSeq: 1", "CSeq: " + i));
            }
            phone.send(all.toString());
            for (int i = 0; i < 100; i++) {
                assertThat(phone.receive()).contains("CSeq: " + i + " REGISTER");
            }
        }
    }

    @Test
    void skipsWhatIsNoSipButClosesAStreamItCannotCut() throws IOException {
        try (TestServer server = server();
                Phone.Tcp phone = phone(server)) {
            phone.send("GET / HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
            assertThat(phone.ask(REGISTER)).startsWith("SIP/2.0 200");
            phone.send(Messages.register().text());
            assertThat(phone.isClosedByServer()).isTrue();
        }
    }

    @Test
    void closesAConnectionWhoseRequestLacksAHeaderAsKamailioDoes() throws IOException {
        try (TestServer server = server();
                Phone.Tcp phone = phone(server)) {
            phone.send(REGISTER.replace("Call-ID", "X-ID"));
            assertThat(phone.isClosedByServer()).isTrue();
        }
    }

    @Test
    void closesAConnectionThatSendsTooMuch() throws IOException {
        try (TestServer server = server("tcp_max_message", 1024);
                Phone.Tcp phone = phone(server)) {
            phone.send("REGISTER sip:a SIP/2.0\r\nl: 2000\r\n\r\n");
            assertThat(phone.isClosedByServer()).isTrue();
            assertThat(server.tcp("bad_stream")).isEqualTo(1);
        }
    }

    @Test
    void tellsOnceThatAConnectionHasEndedAndForgetsIt() throws Exception {
        BlockingQueue<Flow> ended = new LinkedBlockingQueue<>();
        BlockingQueue<Flow> seen = new LinkedBlockingQueue<>();
        FlowListener failing = flow -> {
            throw new IllegalStateException("broken on purpose");
        };
        try (TestServer server = server()) {
            server.route(context -> {
                seen.add(context.flow());
                context.reply(200, "OK");
            });
            server.transport.events().bind(failing);
            server.transport.events().bind(ended::add);
            Phone.Tcp phone = phone(server);
            phone.ask(REGISTER);
            Flow flow = seen.take();
            assertThat(flow.id()).isPositive();
            assertThat(server.transport.flow(flow.id())).containsSame(flow);
            assertThat(server.tcp("current_opened_connections")).isEqualTo(1);
            phone.close();
            assertThat(ended.poll(10, TimeUnit.SECONDS)).isSameAs(flow);
            assertThat(flow.isOpen()).isFalse();
            assertThat(flow.send(new byte[1], 1)).isFalse();
            assertThat(server.transport.flow(flow.id())).isEmpty();
            assertThat(server.tcp("current_opened_connections")).isZero();

            try (Phone.Tcp next = phone(server)) {
                next.ask(REGISTER);
                assertThat(seen.take().id()).isGreaterThan(flow.id());
            }
            assertThat(ended.poll(10, TimeUnit.SECONDS)).isNotSameAs(flow);
            assertThat(ended).isEmpty();
        }
    }

    @Test
    void limitsTheConnectionsOfOneAddressAndInAll() throws Exception {
        BlockingQueue<Flow> ended = new LinkedBlockingQueue<>();
        try (TestServer server = server("tcp_max_connections_per_source", 1)) {
            server.transport.events().bind(ended::add);
            Phone.Tcp first = phone(server);
            first.ask(REGISTER);
            try (Phone.Tcp second = phone(server)) {
                assertThat(second.isClosedByServer()).isTrue();
            }
            assertThat(server.tcp("local_reject")).isEqualTo(1);
            server.modify("tcp_max_connections_per_source", 5, "tcp_max_connections", 1);
            try (Phone.Tcp second = phone(server)) {
                assertThat(second.isClosedByServer()).isTrue();
            }
            server.modify("tcp_max_connections", 2);
            try (Phone.Tcp second = phone(server)) {
                assertThat(second.ask(REGISTER)).startsWith("SIP/2.0 200");
            }
            assertThat(first.ask(REGISTER)).startsWith("SIP/2.0 200");
            first.close();
            assertThat(ended.poll(10, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void closesAnIdleConnection() throws IOException {
        try (TestServer server = server("tcp_connection_lifetime", 1);
                Phone.Tcp phone = phone(server)) {
            phone.ask(REGISTER);
            assertThat(phone.isClosedByServer()).isTrue();
            assertThat(server.tcp("con_timeout")).isEqualTo(1);
        }
    }

    @Test
    void disconnectsAPeerThatDoesNotRead() throws IOException {
        try (TestServer server = server("tcp_conn_wq_max", 4096);
                Phone.Tcp phone = phone(server)) {
            phone.socket.setSoTimeout(20);
            String many = REGISTER.repeat(1000);
            boolean open = true;
            for (int i = 0; open && i < 2000; i++) {
                try {
                    phone.send(many);
                } catch (IOException closed) {
                    open = false;
                }
            }
            assertThat(open).isFalse();
            assertThat(server.tcp("sendq_full")).isEqualTo(1);
            assertThat(server.tcp("bad_stream")).isZero();
            assertThat(server.tcp("current_write_queue_size")).isZero();
        }
    }

    @Test
    void opensConnectionsAndUsesThemAgain() throws Exception {
        try (TestServer server = server();
                ServerSocket peer = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            InetSocketAddress remote = new InetSocketAddress(peer.getInetAddress(), peer.getLocalPort());
            Flow flow = server.transport.flowTo(server.point(0), remote);
            assertThat(flow.send(new byte[] {'a'}, 1)).isTrue();
            assertThat(flow.send(new byte[] {'b'}, 1)).isTrue();
            try (Socket accepted = peer.accept()) {
                accepted.setSoTimeout(Phone.PATIENCE_MILLIS);
                assertThat(accepted.getInputStream().readNBytes(2)).containsExactly('a', 'b');
                assertThat(server.transport.flowTo(server.point(0), remote)).isSameAs(flow);
                accepted.getOutputStream().write(REGISTER.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
                assertThat(new String(accepted.getInputStream().readNBytes(11))).isEqualTo("SIP/2.0 200");
            }
            assertThat(server.tcp("connect_success")).isEqualTo(1);
        }
    }

    @Test
    void tellsThatAConnectionCouldNotBeOpened() throws Exception {
        BlockingQueue<Flow> ended = new LinkedBlockingQueue<>();
        InetSocketAddress nobody;
        try (ServerSocket gone = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            nobody = new InetSocketAddress(gone.getInetAddress(), gone.getLocalPort());
        }
        try (TestServer server = server()) {
            server.transport.events().bind(ended::add);
            Flow flow = server.transport.flowTo(server.point(0), nobody);
            flow.send(new byte[] {'a'}, 1);
            assertThat(ended.poll(10, TimeUnit.SECONDS)).isSameAs(flow);
            assertThat(flow.isOpen()).isFalse();
            assertThat(server.tcp("connect_failed")).isEqualTo(1);
        }
    }

    @Test
    void closesTheConnectionsOfAListenerThatIsRemoved() throws IOException {
        try (TestServer server = server();
                Phone.Tcp phone = phone(server)) {
            phone.ask(REGISTER);
            server.modify("listen", "");
            assertThat(phone.isClosedByServer()).isTrue();
        }
    }

    @Test
    void closesAConnectionWhoseMessageNeverEnds() throws IOException {
        try (TestServer server = server("tcp_msg_read_timeout", 1);
                Phone.Tcp slow = phone(server);
                Phone.Tcp silent = phone(server)) {
            silent.ask(REGISTER);
            slow.ask(REGISTER);
            slow.send("REGISTER sip:example.com SIP/2.0\r\n");
            assertThat(slow.isClosedByServer()).isTrue();
            assertThat(server.tcp("read_timeout")).isEqualTo(1);
            assertThat(silent.ask(REGISTER)).startsWith("SIP/2.0 200");
        }
    }

    @Test
    void closesAConnectionWhosePeerTakesNothing() throws Exception {
        try (TestServer server = server("tcp_conn_wq_max", 1 << 26, "tcp_send_timeout", 1);
                ServerSocket peer = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            BlockingQueue<Flow> ended = new LinkedBlockingQueue<>();
            server.transport.events().bind(ended::add);
            InetSocketAddress remote = new InetSocketAddress(peer.getInetAddress(), peer.getLocalPort());
            Flow flow = server.transport.flowTo(server.point(0), remote);
            // More than the buffers of both sockets hold.
            byte[] much = new byte[1 << 22];
            for (int i = 0; i < 8; i++) {
                assertThat(flow.send(much, much.length)).isTrue();
            }
            try (Socket accepted = peer.accept()) {
                assertThat(ended.poll(10, TimeUnit.SECONDS)).isSameAs(flow);
                assertThat(accepted.isConnected()).isTrue();
                assertThat(server.tcp("send_timeout")).isEqualTo(1);
                assertThat(server.tcp("current_write_queue_size")).isZero();
            }
        }
    }

    @Test
    void closesAConnectionWhereMessagesWaitBeforeItTakesAnotherWhenTooMuchWaitsOnAll() throws Exception {
        try (TestServer server = server("tcp_conn_wq_max", 1 << 26, "tcp_wq_max", 65536);
                ServerSocket slow = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                ServerSocket quick = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Flow full = server.transport.flowTo(
                    server.point(0), new InetSocketAddress(slow.getInetAddress(), slow.getLocalPort()));
            // More than the buffers of both sockets hold.
            assertThat(full.send(new byte[1 << 25], 1 << 25)).isTrue();
            Flow idle = server.transport.flowTo(
                    server.point(0), new InetSocketAddress(quick.getInetAddress(), quick.getLocalPort()));
            assertThat(idle.send(new byte[] {'a'}, 1)).isTrue();
            assertThat(full.send(new byte[] {'b'}, 1)).isFalse();
            assertThat(full.isOpen()).isFalse();
            try (Socket accepted = quick.accept()) {
                accepted.setSoTimeout(Phone.PATIENCE_MILLIS);
                assertThat(accepted.getInputStream().read()).isEqualTo('a');
            }
            assertThat(server.tcp("sendq_full")).isEqualTo(1);
        }
    }

    @Test
    void usesAConnectionForThePortThatItsViaNames() throws Exception {
        BlockingQueue<Flow> seen = new LinkedBlockingQueue<>();
        try (TestServer server = server("tcp_accept_aliases", true);
                Phone.Tcp phone = phone(server);
                Phone.Tcp other = phone(server)) {
            server.route(context -> {
                seen.add(context.flow());
                context.reply(200, "OK");
            });
            String aliased = Messages.register()
                    .with("Via", "Via: SIP/2.0/TCP 192.0.2.9:7777;alias;branch=z9hG4bKalias")
                    .plus("l: 0")
                    .text();
            phone.ask(aliased);
            other.ask(aliased);
            Flow flow = seen.take();
            InetAddress there = phone.socket.getLocalAddress();
            assertThat(server.transport.flowTo(server.point(0), new InetSocketAddress(there, 7777)))
                    .as("the first that asked for it")
                    .isSameAs(flow);
            assertThat(server.transport.flowTo(server.point(0), new InetSocketAddress(there, phone.port())))
                    .isSameAs(flow);
            assertThat(seen.take().alias(7777)).isFalse();
            flow.close();
            assertThat(server.transport.flowTo(server.point(0), new InetSocketAddress(there, 7777)))
                    .isNotSameAs(flow);
        }
    }

    @Test
    void takesNoAliasesUnlessTold() throws Exception {
        BlockingQueue<Flow> seen = new LinkedBlockingQueue<>();
        try (TestServer server = server();
                Phone.Tcp phone = phone(server)) {
            server.route(context -> {
                seen.add(context.flow());
                context.reply(200, "OK");
            });
            phone.ask(Messages.register()
                    .with("Via", "Via: SIP/2.0/TCP 192.0.2.9:7777;alias;branch=z9hG4bKalias")
                    .plus("l: 0")
                    .text());
            InetSocketAddress there = new InetSocketAddress(phone.socket.getLocalAddress(), 7777);
            Flow flow = seen.take();
            assertThat(server.transport.flowTo(server.point(0), there)).isNotSameAs(flow);
            assertThat(flow.alias(0)).isFalse();
            for (int port = 1; port <= 11; port++) {
                assertThat(flow.alias(port)).isTrue();
            }
            assertThat(flow.alias(12))
                    .as("Kamailio knows 12 ports of a connection")
                    .isFalse();
            assertThat(flow.alias(11)).as("known").isTrue();
        }
    }
}
