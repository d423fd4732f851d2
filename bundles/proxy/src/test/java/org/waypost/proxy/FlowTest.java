package org.waypost.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.sip.Branch;
import org.waypost.sip.ScriptModule.Signature;
import org.waypost.sip.Transport;

/** Several flows of one device (RFC 5626 5.3, 6, 11.6). */
class FlowTest {

    private static final String RUID = "uloc-1-1-1";

    private TestServer server;
    private Phone caller;
    private Phone one;
    private Phone two;
    private Phone other;
    private final BlockingQueue<String> removed = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() throws Exception {
        server = new TestServer();
        open();
    }

    private void open() throws Exception {
        caller = new Phone(server.port(Transport.UDP));
        one = new Phone(server.port(Transport.UDP));
        two = new Phone(server.port(Transport.UDP));
        other = new Phone(server.port(Transport.UDP));
        server.users.put("flows", List.of(flow(one, "<i>", 1), other.branch("other"), flow(two, "<i>", 2)));
        server.failedFlows.userLocation = Locations.of(removed, "<sip:edge;lr>", -1);
    }

    @AfterEach
    void stop() {
        caller.close();
        one.close();
        two.close();
        other.close();
        server.close();
    }

    @Test
    void triesOneFlowOfADeviceBesideOtherDevices() throws Exception {
        caller.send(caller.request("INVITE", "flows"));
        one.answer(one.receive("INVITE"), 486, "1");
        other.answer(other.receive("INVITE"), 500, "o");

        assertThat(caller.receive(" 486 ")).contains(";tag=1");
        assertThat(two.receive(100)).as("busy is the device, not its flow").isEmpty();
    }

    @Test
    void triesTheNextFlowOn430AndForgetsTheFirst() throws Exception {
        caller.send(caller.request("INVITE", "flows"));
        other.answer(other.receive("INVITE"), 404, "o");
        one.answer(one.receive("INVITE"), 430, "1");
        assertThat(one.receive()).startsWith("ACK ");
        two.answer(two.receive("INVITE"), 200, "2");

        assertThat(caller.receive(" 200 ")).contains(";tag=2");
        assertThat(removed.poll(5, TimeUnit.SECONDS)).isEqualTo("location alice " + RUID);
        assertThat(server.statistic("failed_flows")).isEqualTo(1);
    }

    @Test
    void keepsABindingThatWasRefreshedMeanwhile() throws Exception {
        server.failedFlows.userLocation = Locations.of(removed, "<sip:token2@edge;lr>", -1);
        caller.send(caller.request("MESSAGE", "flows"));
        one.answer(one.receive("MESSAGE"), 430, "1");
        two.answer(two.receive("MESSAGE"), 200, "2");
        caller.receive(" 200 ");

        assertThat(removed.poll(5, TimeUnit.SECONDS)).isEqualTo("abandoned");
    }

    @Test
    void theAnswerOfTheNextFlowCountsNotThatOfTheFailedOne() throws Exception {
        server.users.put("flows", List.of(flow(one, "<i>", 1), flow(two, "<i>", 2)));
        caller.send(caller.request("MESSAGE", "flows"));
        one.answer(one.receive("MESSAGE"), 430, "1");
        two.answer(two.receive("MESSAGE"), 603, "2");

        assertThat(caller.receive()).startsWith("SIP/2.0 603 ");
    }

    @Test
    void answers480WhenAllFlowsHaveFailed() throws Exception {
        server.users.put("flows", List.of(flow(one, "<i>", 1), flow(two, "<i>", 2)));
        caller.send(caller.request("MESSAGE", "flows"));
        one.answer(one.receive("MESSAGE"), 430, "1");
        two.answer(two.receive("MESSAGE"), 430, "2");

        assertThat(caller.receive()).startsWith("SIP/2.0 480 Temporarily Unavailable\r\n");
    }

    @Test
    void triesTheNextFlowWhenTheFirstDoesNotAnswer() throws Exception {
        caller.send(caller.request("INVITE", "flows"));
        other.answer(other.receive("INVITE"), 404, "o");
        other.receive("ACK");
        one.receive("INVITE");
        server.timer.await(3);
        server.timer.pass(33_000);
        two.answer(two.receive("INVITE"), 200, "2");

        assertThat(caller.receive(" 200 ")).contains(";tag=2");
        assertThat(removed.poll())
                .as("silence does not prove that the flow is gone")
                .isNull();
    }

    @Test
    void aDeviceThatRangIsNotRungOnItsOtherFlow() throws Exception {
        server.users.put("flows", List.of(flow(one, "<i>", 1), flow(two, "<i>", 2)));
        caller.send(caller.request("INVITE", "flows"));
        String arrived = one.receive("INVITE");
        one.answer(arrived, 180, "1");
        caller.receive(" 180 ");
        one.answer(arrived, 408, "1");

        assertThat(caller.receive(" 408 ")).contains(";tag=1");
        assertThat(two.receive(100)).isEmpty();
    }

    @Test
    void nothingMoreIsTriedForACallerWhoHungUp() throws Exception {
        server.users.put("flows", List.of(flow(one, "<i>", 1), flow(two, "<i>", 2)));
        String invite = caller.request("INVITE", "flows");
        caller.send(invite);
        String arrived = one.receive("INVITE");
        one.answer(arrived, 100, "1");
        caller.send(invite.replace("INVITE", "CANCEL"));
        one.receive("CANCEL");
        one.answer(arrived, 430, "1");

        assertThat(caller.receive(" 480 ")).isNotEmpty();
        assertThat(two.receive(100)).isEmpty();
    }

    @Test
    void sendsToAllAtOnceIfToldTo() throws Exception {
        stop();
        server = new TestServer(Map.of("serial__flows", 0));
        open();
        server.users.put("flows", List.of(flow(one, "<i>", 1), flow(two, "<i>", 2)));
        caller.send(caller.request("MESSAGE", "flows"));
        one.answer(one.receive("MESSAGE"), 430, "1");
        two.answer(two.receive("MESSAGE"), 430, "2");

        assertThat(caller.receive()).startsWith("SIP/2.0 430 ");
        assertThat(removed.poll()).isNull();
    }

    @Test
    void aClosedConnectionIsNoLongerAWayToTheDevice() throws Exception {
        try (TcpPhone phone = TcpPhone.to(server.port(Transport.TCP))) {
            int closed = registered(phone);
            server.failedFlows.userLocation = Locations.of(removed, "", closed);
            phone.close();
            server.awaitClosed(closed);
            try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                Branch first = bound(closed, stranger.getLocalPort(), "<i>");
                server.users.put("flows", List.of(first, flow(two, "<i>", 2)));
                caller.send(caller.request("MESSAGE", "flows"));
                two.answer(two.receive("MESSAGE"), 200, "2");
                caller.receive(" 200 ");
                assertThat(removed.poll(5, TimeUnit.SECONDS)).isEqualTo("location alice " + RUID);

                server.users.put("flows", List.of(first));
                caller.send(caller.request("MESSAGE", "flows"));
                assertThat(caller.receive()).startsWith("SIP/2.0 480 ");
                server.users.put("flows", List.of(bound(closed, stranger.getLocalPort(), "")));
                caller.send(caller.request("MESSAGE", "flows"));
                assertThat(caller.receive()).as("what an edge says").startsWith("SIP/2.0 430 Flow Failed\r\n");
                stranger.setSoTimeout(1);
                assertThat(catchTimeout(stranger)).as("nobody was connected to").isTrue();
            }
        }
    }

    @Test
    void aConnectionThatEndsWhileItIsTriedMakesWayForTheNextFlow() throws Exception {
        try (TcpPhone phone = TcpPhone.to(server.port(Transport.TCP))) {
            int connection = registered(phone);
            server.users.put("flows", List.of(bound(connection, 9, "<i>"), flow(two, "<i>", 2)));
            caller.send(caller.request("INVITE", "flows"));
            assertThat(phone.receive()).startsWith("INVITE ");
            phone.close();
            two.answer(two.receive("INVITE"), 200, "2");

            assertThat(caller.receive(" 200 ")).contains(";tag=2");
        }
    }

    @Test
    void acknowledgesOverOneFlow() throws Exception {
        server.users.put("flows", List.of(bound(999, 9, "<i>"), flow(one, "<i>", 2), flow(two, "<i>", 3)));
        caller.send(caller.request("ACK", "flows"));

        assertThat(one.receive()).startsWith("ACK ");
        assertThat(two.receive(100)).isEmpty();
    }

    @Test
    void aScriptMaySendElsewhereThanOverTheConnection() throws Exception {
        Signature relayTo = new Script(server).function("t_relay_to_proxy");
        try (TcpPhone phone = TcpPhone.to(server.port(Transport.TCP))) {
            Branch bound = bound(registered(phone), 9, "<i>");
            server.script = context -> {
                context.target(bound);
                relayTo.function().call(context, new Object[] {"127.0.0.1:" + one.port()});
            };
            caller.send(caller.request("MESSAGE", "bob"));

            assertThat(one.receive()).startsWith("MESSAGE sip:a@127.0.0.1:9;transport=tcp ");
        }
    }

    private int registered(TcpPhone phone) throws Exception {
        phone.send(caller.request("MESSAGE", "nobody").replace("SIP/2.0/UDP", "SIP/2.0/TCP"));
        assertThat(phone.receive()).startsWith("SIP/2.0 404 ");
        return server.lastFlow;
    }

    private static boolean catchTimeout(ServerSocket socket) throws Exception {
        try {
            socket.accept().close();
            return false;
        } catch (java.net.SocketTimeoutException e) {
            return true;
        }
    }

    private static Branch bound(int connection, int port, String instance) {
        String uri = "sip:a@127.0.0.1:" + port + ";transport=tcp";
        return new Branch(uri, "", "", "", connection, 0, -1, instance, 1, RUID, "");
    }

    /** A contact behind an edge proxy, which here is the device itself. */
    private static Branch flow(Phone phone, String instance, int regId) {
        String edge = "sip:127.0.0.1:" + phone.port();
        return new Branch("sip:a@192.0.2.1", edge, "<sip:edge;lr>", "", -1, 0, -1, instance, regId, RUID, "");
    }
}
