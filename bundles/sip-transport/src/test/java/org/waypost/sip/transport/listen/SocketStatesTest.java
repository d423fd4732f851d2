package org.waypost.sip.transport.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.waypost.sip.FlowState;
import org.waypost.sip.ListenerState;
import org.waypost.sip.StatisticsGroup;
import org.waypost.sip.transport.wire.Messages;

/** What the transport tells of its listeners and connections. */
class SocketStatesTest {

    private static final String REGISTER = Messages.register()
            .with("Via", "Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1;rport")
            .plus("l: 0")
            .text();

    private static TestServer server(String listen) {
        return new TestServer("listen", listen).route(context -> context.reply(200, "OK"));
    }

    @Test
    void tellsWhichListenersAreBoundAndWhyOneIsNot() throws Exception {
        try (DatagramSocket taken = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                TestServer server = server(
                        "udp:127.0.0.1:0 advertise sip.example.com:5999, udp:127.0.0.1:" + taken.getLocalPort())) {
            List<ListenerState> states = server.transport.listeners();
            assertThat(states).hasSize(2);
            assertThat(states.get(0).point()).contains(server.point(0));
            assertThat(states.get(0).failure()).isEmpty();
            assertThat(states.get(0).wanted()).isEqualTo("udp:127.0.0.1:0 advertise sip.example.com:5999");
            assertThat(states.get(1).point()).isEmpty();
            assertThat(states.get(1).failure()).contains("in use");
            server.modify("listen", "tcp:127.0.0.1:0");
            assertThat(server.transport.listeners())
                    .singleElement()
                    .satisfies(state -> assertThat(state.point()).contains(server.point(0)));
        }
    }

    @Test
    void countsWhatPassesAListener() throws Exception {
        try (TestServer server = server("udp:127.0.0.1:0, tcp:127.0.0.1:0")) {
            for (int i = 0; i < 2; i++) {
                try (Phone phone = Phone.at(server.point(i))) {
                    // What was sent is counted after it has left: for sure when the next answer comes.
                    for (int n = 0; n < 3; n++) {
                        phone.ask(REGISTER.replace("CSeq: 1", "CSeq: " + n));
                    }
                }
                ListenerState state = server.transport.listeners().get(i);
                assertThat(state.received()).isEqualTo(3);
                assertThat(state.sent()).isBetween(2L, 3L);
            }
        }
    }

    @Test
    void countsOnWhatPassedAListenerThatWasClosed() throws Exception {
        try (TestServer server = server("udp:127.0.0.1:0")) {
            CoreStatistics statistics = new CoreStatistics(server.transport);
            try (Phone phone = Phone.at(server.point(0))) {
                phone.ask(REGISTER);
                phone.ask(REGISTER);
            }
            assertThat(value(statistics, "messages_in")).isEqualTo(2);
            assertThat(value(statistics, "messages_out")).isBetween(1L, 2L);
            server.modify("listen", "tcp:127.0.0.1:0");
            assertThat(value(statistics, "messages_in")).isEqualTo(2);
            statistics.reset();
            assertThat(value(statistics, "messages_in")).isZero();
        }
    }

    private static long value(StatisticsGroup group, String name) {
        Map<String, Long> all = new HashMap<>();
        group.collect(all::put);
        return all.get(name);
    }

    @Test
    void tellsOfTheOpenConnections() throws Exception {
        try (TestServer server = server("tcp:127.0.0.1:0");
                Phone.Tcp phone = new Phone.Tcp(server.point(0).address())) {
            String answer = phone.ask(REGISTER);
            phone.ask(REGISTER);
            FlowState state = server.transport.flows().findFirst().orElseThrow();
            assertThat(state.flow().remote()).isEqualTo(phone.socket.getLocalSocketAddress());
            assertThat(state.outgoing()).isFalse();
            assertThat(state.openedAt()).isPositive().isLessThanOrEqualTo(System.currentTimeMillis());
            assertThat(state.idleMillis()).isNotNegative();
            assertThat(state.receivedMessages()).isEqualTo(2);
            assertThat(state.receivedOctets()).isEqualTo(2L * REGISTER.length());
            assertThat(state.sentMessages()).isBetween(1L, 2L);
            assertThat(state.sentOctets()).isEqualTo(state.sentMessages() * answer.length());
            state.flow().close();
            assertThat(phone.isClosedByServer()).isTrue();
            assertThat(server.transport.flows()).isEmpty();
        }
    }
}
