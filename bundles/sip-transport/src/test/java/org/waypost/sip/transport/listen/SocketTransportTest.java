package org.waypost.sip.transport.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.sip.Flow;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.Method;
import org.waypost.sip.RequestRoute;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.wire.Messages;

class SocketTransportTest {

    private static final RequestRoute OK = context -> context.reply(200, "OK");

    private static boolean hasIpv6() {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress("::1", 0))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static String register(Phone phone) {
        return Messages.register()
                .with("Via", "Via: SIP/2.0/UDP 127.0.0.1:" + phone.port() + ";branch=z9hG4bK1;rport")
                .plus("Contact: <sip:a@127.0.0.1>")
                .plus("Content-Length: 0")
                .text();
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp:127.0.0.1:0", "tcp:127.0.0.1:0", "udp:[::1]:0", "tcp:[::1]:0"})
    void answersARegisterOnTheFlowItCameOn(String listen) throws IOException {
        assumeTrue(!listen.contains("::1") || hasIpv6(), "no IPv6 here");
        try (TestServer server = new TestServer("listen", listen).route(context -> {
                    context.replyHeaders().put("Contact: <sip:b>\r\n");
                    context.reply(200, "OK");
                    context.reply(500, "Not sent");
                });
                Phone phone = Phone.at(server.point(0))) {
            String reply = phone.ask(register(phone));
            assertThat(reply)
                    .startsWith("SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 127.0.0.1:" + phone.port()
                            + ";branch=z9hG4bK1;rport=" + phone.port() + ";received=")
                    .endsWith(
                            "CSeq: 1 REGISTER\r\nContact: <sip:b>\r\nServer: Waypost (0.1.0)\r\nContent-Length: 0\r\n\r\n");
            assertThat(phone.ask(register(phone)))
                    .as("the same tag for a retransmission")
                    .isEqualTo(reply);
        }
    }

    @Test
    void sendsAReplyToThePortOfTheViaWithoutRport() throws IOException {
        try (TestServer server = new TestServer("listen", "udp:127.0.0.1:0").route(OK);
                Phone sender = Phone.at(server.point(0));
                Phone other = Phone.at(server.point(0))) {
            sender.send(register(other).replace(";rport", ""));
            assertThat(other.receive()).startsWith("SIP/2.0 200 OK");
        }
    }

    @Test
    void tellsTheRouteWhereARequestCameFrom() throws IOException {
        StringBuilder seen = new StringBuilder();
        try (TestServer server = new TestServer("listen", "udp:127.0.0.1:0 advertise sip.example.com:5999")
                        .route(context -> {
                            seen.append(context.flow().local().description()).append(' ');
                            seen.append(context.flow().local().sentBy()).append(' ');
                            seen.append(context.flow().remote().getPort()).append(' ');
                            seen.append(context.flow().id())
                                    .append(' ')
                                    .append(context.target().uri());
                            context.reply(200, "OK");
                        });
                Phone phone = Phone.at(server.point(0))) {
            phone.ask(register(phone));
            int port = server.point(0).address().getPort();
            assertThat(seen)
                    .hasToString(
                            "udp:127.0.0.1:" + port + " sip.example.com:5999 " + phone.port() + " -1 sip:example.com");
        }
    }

    @Test
    void answers503WithoutARouteAnd500IfItFails() throws IOException {
        RequestRoute broken = context -> {
            context.replyHeaders().put("X: half a head");
            throw new IllegalStateException("broken on purpose");
        };
        try (TestServer server = new TestServer("listen", "udp:127.0.0.1:0");
                Phone phone = Phone.at(server.point(0))) {
            assertThat(phone.ask(register(phone)))
                    .startsWith("SIP/2.0 503 Service Unavailable\r\n")
                    .contains("\r\nRetry-After: 5\r\n");
            server.route(broken);
            assertThat(phone.ask(register(phone)))
                    .startsWith("SIP/2.0 500 Server Internal Error\r\n")
                    .contains("\r\nRetry-After: 5\r\n")
                    .doesNotContain("X:");
            server.route(OK);
            server.transport.dispatcher().unbind(broken);
            assertThat(phone.ask(register(phone))).startsWith("SIP/2.0 200 OK\r\n");
            server.transport.dispatcher().unbind(OK);
            assertThat(phone.ask(register(phone))).startsWith("SIP/2.0 503");
        }
    }

    @Test
    void neverAnswersAnAck() throws IOException {
        try (TestServer server = new TestServer("listen", "udp:127.0.0.1:0").route(OK);
                Phone phone = Phone.at(server.point(0))) {
            phone.send(register(phone).replace("REGISTER sip", "ACK sip"));
            assertThat(phone.ask(register(phone))).contains("CSeq: 1 REGISTER");
            assertThat(server.core("rcv_requests_ack")).isEqualTo(1);
            assertThat(server.core("sent_replies_2xx")).isEqualTo(1);
        }
    }

    @Test
    void theAckOfItsOwnAnswerDoesNotReachTheRoute() throws IOException {
        AtomicInteger acks = new AtomicInteger();
        RequestRoute refusing = context -> {
            acks.addAndGet(context.request().method() == Method.ACK ? 1 : 0);
            context.reply(404, "Not Found");
        };
        try (TestServer server = new TestServer("listen", "udp:127.0.0.1:0").route(refusing);
                Phone phone = Phone.at(server.point(0))) {
            String invite = register(phone).replace("REGISTER", "INVITE");
            String to = phone.ask(invite)
                    .lines()
                    .filter(line -> line.startsWith("To:"))
                    .findFirst()
                    .orElseThrow();
            String ack = invite.replace("INVITE", "ACK");
            phone.send(ack.replaceFirst("To: .*\r\n", to + "\r\n"));
            phone.send(ack.replaceFirst("To: (.*)\r\n", "To: $1;tag=ofAnother\r\n"));
            phone.ask(register(phone));

            assertThat(acks).hasValue(1);
        }
    }

    @Test
    void letsTheRouteAnswerARequestWithoutCallId() throws IOException {
        RequestRoute strict = new RequestRoute() {
            @Override
            public void route(SipContext context) {
                context.reply(200, "OK");
            }

            @Override
            public void malformed(SipContext context, int status, String reason) {
                context.reply(status, reason);
            }
        };
        try (TestServer server = new TestServer("listen", "udp:127.0.0.1:0").route(strict);
                Phone phone = Phone.at(server.point(0))) {
            String incomplete = register(phone).replace("Call-ID", "X-ID");
            assertThat(phone.ask(incomplete)).startsWith("SIP/2.0 400 Bad Request\r\nVia: ");
            phone.send(incomplete.replace("REGISTER", "ACK"));
            phone.send(incomplete.replace("SIP/2.0/UDP", "garbage"));
            assertThat(phone.ask(register(phone))).startsWith("SIP/2.0 200");
            assertThat(server.core("drop_incomplete")).isEqualTo(2);
            assertThat(server.core("rcv_requests")).isEqualTo(2);
        }
    }

    @Test
    void dropsAndCountsWhatIsNoSip() throws IOException {
        try (TestServer server = new TestServer("listen", "udp:127.0.0.1:0", "udp_max_message", 2000).route(OK);
                Phone phone = Phone.at(server.point(0))) {
            phone.send("\r\n\r\n");
            phone.send("garbage");
            phone.send(register(phone).replace("Call-ID", "X-ID"));
            phone.send(register(phone) + "b".repeat(2000));
            phone.send("");
            assertThat(phone.ask(register(phone))).startsWith("SIP/2.0 200");
            assertThat(server.core("drop_requests")).isEqualTo(3);
            assertThat(server.core("drop_not_sip")).isEqualTo(1);
            assertThat(server.core("drop_incomplete")).isEqualTo(1);
            assertThat(server.core("drop_too_large")).isEqualTo(1);
            assertThat(server.core("rcv_keepalives")).isEqualTo(2);
            assertThat(server.core("rcv_requests_register")).isEqualTo(1);
        }
    }

    @Test
    void answersTheLargestDatagram() throws IOException {
        try (TestServer server = new TestServer("listen", "udp:127.0.0.1:0").route(OK);
                Phone phone = Phone.at(server.point(0))) {
            String text = register(phone);
            assertThat(phone.ask(text + "b".repeat(65_507 - text.length()))).startsWith("SIP/2.0 200");
        }
    }

    @Test
    void refusesMoreContactsThanAllowedAndTakesANewLimitAtOnce() throws IOException {
        try (TestServer server = new TestServer("listen", "udp:127.0.0.1:0", "max_contacts_per_request", 1).route(OK);
                Phone phone = Phone.at(server.point(0))) {
            String two = register(phone).replace("<sip:a@127.0.0.1>", "<sip:a>, <sip:b>");
            assertThat(phone.ask(two)).startsWith("SIP/2.0 413 Request Entity Too Large\r\n");
            server.modify("max_contacts_per_request", 2, "server_header", "Server: other");
            assertThat(phone.ask(two)).startsWith("SIP/2.0 200").contains("\r\nServer: other\r\n");
            server.modify("server_signature", false);
            assertThat(phone.ask(two)).doesNotContain("Server:");
        }
    }

    @Test
    void refusesABadValueAndKeepsAllAsItWas() throws IOException {
        try (TestServer server = new TestServer("listen", "udp:127.0.0.1:0").route(OK);
                Phone phone = Phone.at(server.point(0))) {
            server.modify("listen", "udp:127.0.0.1:0,nonsense:1:2:3", "server_header", "Server: other");
            server.modify("listen", "udp:127.0.0.1:0", "workers", 0);
            assertThat(phone.ask(register(phone))).contains("\r\nServer: Waypost (0.1.0)\r\n");
        }
    }

    @Test
    void addsAndRemovesListenersWithoutTouchingTheOthers() throws IOException {
        try (TestServer server = new TestServer("listen", "udp:127.0.0.1:0,tcp:127.0.0.1:0").route(OK);
                Phone udp = Phone.at(server.point(0));
                Phone tcp = Phone.at(server.point(1))) {
            ListenPoint first = server.point(0);
            assertThat(tcp.ask(register(tcp))).startsWith("SIP/2.0 200");

            server.modify("listen", "udp:127.0.0.2:0,udp:127.0.0.1:0 advertise a.example,tcp:127.0.0.1:0");
            assertThat(server.transport.listenPoints())
                    .extracting(ListenPoint::transport)
                    .containsExactly(Transport.UDP, Transport.UDP, Transport.TCP);
            assertThat(server.point(1).address()).isEqualTo(first.address());
            assertThat(server.point(1).sentBy().host()).isEqualTo("a.example");
            assertThat(server.transport.isLocal("a.example", first.address().getPort()))
                    .isTrue();
            assertThat(tcp.ask(register(tcp))).startsWith("SIP/2.0 200");
            assertThat(udp.ask(register(udp))).startsWith("SIP/2.0 200");

            server.modify("listen", "tcp:127.0.0.1:0");
            assertThat(server.transport.listenPoints()).hasSize(1);
            assertThat(tcp.ask(register(tcp))).startsWith("SIP/2.0 200");
            try (DatagramSocket free = new DatagramSocket(first.address())) {
                assertThat(free.getLocalPort()).isEqualTo(first.address().getPort());
            }
            assertThat(server.transport.isLocal("a.example", first.address().getPort()))
                    .isFalse();
        }
    }

    @Test
    void aListenerThatCannotBindLeavesTheOthersAlone() throws IOException {
        try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                TestServer server = new TestServer(
                                "listen", "udp:127.0.0.1:" + taken.getLocalPort() + ",udp:127.0.0.1:0")
                        .route(OK);
                Phone phone = Phone.at(server.point(0))) {
            assertThat(server.transport.listenPoints()).hasSize(1);
            assertThat(phone.ask(register(phone))).startsWith("SIP/2.0 200");
            taken.close();
            server.modify();
            assertThat(server.transport.listenPoints()).hasSize(2);
        }
    }

    @Test
    void aHostThatIsUnknownLeavesTheOthersAlone() {
        try (TestServer server = new TestServer("listen", "udp:nowhere.invalid:5060,udp:127.0.0.1:0")) {
            assertThat(server.transport.listenPoints())
                    .extracting(point -> point.address().getAddress())
                    .containsExactly(InetAddress.getLoopbackAddress());
        }
    }

    @Test
    void keepsTheNameOfAListenerThatStays() {
        try (TestServer server = new TestServer("listen", "udp:127.0.0.1:0")) {
            String name = server.point(0).description();
            server.modify("workers", 9);
            assertThat(server.point(0).description()).isSameAs(name);
        }
    }

    @Test
    void findsListenPointsByDescription() {
        try (TestServer server = new TestServer("listen", "udp:127.0.0.1:0 advertise a.example:5")) {
            ListenPoint point = server.point(0);
            assertThat(server.transport.listenPoint(point.description())).contains(point);
            assertThat(server.transport.listenPoint("UDP:a.example:5")).contains(point);
            assertThat(server.transport.listenPoint("udp:127.0.0.1:1")).isEmpty();
        }
    }

    @Test
    void sendsToAnyAddressByUdp() throws IOException {
        try (TestServer server = new TestServer("listen", "udp:127.0.0.1:0");
                Phone phone = Phone.at(server.point(0))) {
            Flow flow = server.transport.flowTo(server.point(0), new InetSocketAddress("127.0.0.1", phone.port()));
            assertThat(flow.send(new byte[] {'a', 'b', 'c'}, 2)).isTrue();
            assertThat(phone.receive()).isEqualTo("ab");
            assertThat(flow.id()).isEqualTo(-1);
        }
    }

    @Test
    void refusesAFlowFromASocketThatIsNotOpen() {
        try (TestServer server = new TestServer("listen", "udp:127.0.0.1:0")) {
            ListenPoint point = server.point(0);
            server.modify("listen", "");
            assertThatThrownBy(() -> server.transport.flowTo(point, new InetSocketAddress("127.0.0.1", 5060)))
                    .hasMessageContaining(point.description());
        }
    }

    @Test
    void theReaderSurvivesItsChannelBeingClosedByAnInterrupt() throws IOException {
        RequestRoute interrupting = context -> {
            Thread.currentThread().interrupt();
            context.reply(200, "OK");
        };
        try (TestServer server = new TestServer("listen", "udp:127.0.0.1:0").route(interrupting);
                Phone phone = Phone.at(server.point(0))) {
            ListenPoint before = server.point(0);
            assertThat(phone.ask(register(phone))).startsWith("SIP/2.0 200");
            server.route(OK);
            String reply = "";
            while (reply.isEmpty()) {
                reply = askOnce(phone);
            }
            assertThat(reply).startsWith("SIP/2.0 200");
            assertThat(server.point(0)).isEqualTo(before);
        }
    }

    // What arrives while the socket is opened again is lost, as UDP may.
    private static String askOnce(Phone phone) throws IOException {
        ((Phone.Udp) phone).socket.setSoTimeout(100);
        try {
            return phone.ask(register(phone));
        } catch (java.net.SocketTimeoutException e) {
            return "";
        }
    }

    @Test
    void aRetainedRequestIsNotOverwrittenByTheNext() throws IOException {
        SipContext[] kept = new SipContext[1];
        RequestRoute keeping = context -> {
            if (kept[0] == null) {
                kept[0] = context;
                context.retain();
            } else {
                context.reply(200, "OK");
            }
        };
        try (TestServer server = new TestServer("listen", "udp:127.0.0.1:0").route(keeping);
                Phone phone = Phone.at(server.point(0))) {
            phone.send(register(phone).replace("Call-ID: abc", "Call-ID: first"));
            for (String callId : List.of("second", "third")) {
                assertThat(phone.ask(register(phone).replace("Call-ID: abc", "Call-ID: " + callId)))
                        .contains("Call-ID: " + callId);
            }
            kept[0].reply(202, "Later");
            assertThat(phone.receive()).startsWith("SIP/2.0 202 Later").contains("Call-ID: first\r\n");
        }
    }
}
