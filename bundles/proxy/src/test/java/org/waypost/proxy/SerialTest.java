package org.waypost.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.sip.Transport;

/** Targets one after the other by their q: RFC 3261 16.6, serially. */
class SerialTest {

    private TestServer server;
    private Phone caller;
    private Phone desk;
    private Phone soft;
    private Phone mobile;

    @BeforeEach
    void start() throws Exception {
        open(Map.of("serial", 1, "serial__timer", 3_600_000));
    }

    private void open(Map<String, Object> parameters) throws Exception {
        server = new TestServer(parameters);
        caller = new Phone(server.port(Transport.UDP));
        desk = new Phone(server.port(Transport.UDP));
        soft = new Phone(server.port(Transport.UDP));
        mobile = new Phone(server.port(Transport.UDP));
        server.users.put(
                "all",
                List.of(
                        mobile.branch("mobile").withQ(100),
                        desk.branch("desk").withQ(900),
                        soft.branch("soft").withQ(900)));
    }

    @AfterEach
    void stop() {
        desk.close();
        soft.close();
        mobile.close();
        caller.close();
        server.close();
    }

    @Test
    void ringsThoseOfALowerQWhenAllOfAHigherOneHaveFailed() throws Exception {
        caller.send(caller.request("INVITE", "all"));
        String first = desk.receive("INVITE");
        String second = soft.receive("INVITE");
        desk.answer(first, 486, "d");
        desk.receive("ACK");
        assertThat(mobile.receive(100)).isEmpty();
        soft.answer(second, 480, "s");
        mobile.answer(mobile.receive("INVITE"), 200, "m");

        assertThat(caller.receive()).startsWith("SIP/2.0 100 ");
        assertThat(caller.receive()).startsWith("SIP/2.0 200 ").contains(";tag=m");
    }

    @Test
    void passesOnTheBestOfAll() throws Exception {
        caller.send(caller.request("MESSAGE", "all"));
        desk.answer(desk.receive("MESSAGE"), 404, "d");
        soft.answer(soft.receive("MESSAGE"), 415, "s");
        mobile.answer(mobile.receive("MESSAGE"), 500, "m");

        assertThat(caller.receive()).startsWith("SIP/2.0 415 ");
    }

    @Test
    void nobodyElseRingsAfterADeclineOrWhenTheCallerHungUp() throws Exception {
        caller.send(caller.request("INVITE", "all"));
        soft.answer(soft.receive("INVITE"), 480, "s");
        desk.answer(desk.receive("INVITE"), 603, "d");
        caller.receive(" 603 ");

        String invite = caller.request("INVITE", "all");
        caller.send(invite);
        soft.answer(soft.receive("INVITE"), 480, "s");
        String ringing = desk.receive("INVITE");
        desk.answer(ringing, 180, "d");
        caller.receive(" 180 ");
        caller.send(invite.replace("INVITE", "CANCEL"));
        desk.receive("CANCEL");
        desk.answer(ringing, 487, "d");
        caller.receive(" 487 ");
        assertThat(mobile.receive(100)).isEmpty();
    }

    @Test
    void givesUpTheFirstWhenTheyRingTooLongAndTakesTheirLateAnswer() throws Exception {
        stop();
        open(Map.of("serial", 1, "serial__timer", 1000));
        caller.send(caller.request("INVITE", "all"));
        String first = desk.receive("INVITE");
        desk.answer(first, 180, "d");
        String second = soft.receive("INVITE");
        soft.answer(second, 180, "s");
        String third = mobile.receive("INVITE");
        mobile.answer(third, 180, "m");
        soft.answer(soft.receive("CANCEL"), 200, "s");
        soft.answer(second, 487, "s");
        desk.receive("CANCEL");
        desk.answer(first, 200, "late");

        assertThat(caller.receive(" 200 ")).contains(";tag=late");
        assertThat(mobile.receive()).as("the call is taken").startsWith("CANCEL ");
    }

    @Test
    void targetsOfOneQRingAtOnce() throws Exception {
        server.users.put("all", List.of(desk.branch("desk"), soft.branch("soft"), mobile.branch("mobile")));
        caller.send(caller.request("INVITE", "all"));
        desk.receive("INVITE");
        soft.receive("INVITE");
        mobile.receive("INVITE");
    }
}
