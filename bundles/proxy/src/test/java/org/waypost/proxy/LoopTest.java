package org.waypost.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.sip.Branch;
import org.waypost.sip.Transport;

/** Requests that come round, and how many branches a request may have: RFC 5393. */
class LoopTest {

    private TestServer server;
    private Phone caller;
    private Phone bob;

    @BeforeEach
    void start() throws Exception {
        open(Map.of("max__breadth", 60));
    }

    private void open(Map<String, Object> parameters) throws Exception {
        server = new TestServer(parameters);
        caller = new Phone(server.port(Transport.UDP));
        bob = new Phone(server.port(Transport.UDP));
        server.users.put("bob", List.of(bob.branch("bob")));
    }

    @AfterEach
    void stop() {
        bob.close();
        caller.close();
        server.close();
    }

    @Test
    void endsALoop() throws Exception {
        server.users.put("loop", List.of(atServer("loop", "")));
        for (String method : List.of("INVITE", "MESSAGE")) {
            caller.send(caller.request(method, "loop"));

            assertThat(caller.receive(" 482 ")).startsWith("SIP/2.0 482 Loop Detected\r\n");
        }
        assertThat(server.routed).as("there, again, and as it was").hasValue(6);
    }

    @Test
    void endsALoopBetweenTwoServers() throws Exception {
        try (TestServer other = new TestServer()) {
            server.users.put("loop", List.of(Branch.to("sip:loop@127.0.0.1:" + other.port(Transport.UDP))));
            other.users.put("loop", List.of(atServer("loop", "")));
            caller.send(caller.request("MESSAGE", "loop"));

            assertThat(caller.receive()).startsWith("SIP/2.0 482 ");
            assertThat(server.routed.get() + other.routed.get()).isLessThan(8);
        }
    }

    @Test
    void letsASpiralThrough() throws Exception {
        server.users.put("first", List.of(atServer("second", "")));
        server.users.put("second", List.of(atServer("bob", "")));
        caller.send(caller.request("INVITE", "first"));
        String arrived = bob.receive("INVITE");
        bob.answer(arrived, 200, "b");
        String answer = caller.receive(" 200 ");

        assertThat(arrived.lines().filter(line -> line.startsWith("Via:"))).hasSize(4);
        assertThat(answer.lines().filter(line -> line.startsWith("Via:"))).hasSize(1);
    }

    @Test
    void twoCopiesOfOneRequestAreNoLoop() throws Exception {
        String request = caller.request("MESSAGE", "bob");
        caller.send(request);
        bob.answer(bob.receive(), 200, "b");
        caller.receive(" 200 ");
        caller.send(request.replace("branch=z9hG4bK", "branch=z9hG4bKother"));
        bob.answer(bob.receive(), 200, "b");

        assertThat(caller.receive()).startsWith("SIP/2.0 200 ");
    }

    @Test
    void aLoopedAckIsDropped() throws Exception {
        server.users.put("loop", List.of(atServer("loop", "")));
        caller.send(caller.request("ACK", "loop"));
        caller.send(caller.request("MESSAGE", "bob"));
        bob.answer(bob.receive("MESSAGE"), 200, "b");

        assertThat(caller.receive()).startsWith("SIP/2.0 200 ");
        assertThat(server.statistic("stateless_relays")).isLessThanOrEqualTo(2);
    }

    @Test
    void forksThatPointAtEachOtherComeToAnEnd() throws Exception {
        server.users.put(
                "all",
                IntStream.range(0, 10).mapToObj(i -> atServer("all", ";n=" + i)).toList());
        caller.send(caller.request("MESSAGE", "all"));

        assertThat(caller.receive()).startsWith("SIP/2.0 4");
        assertThat(server.routed.get()).isLessThan(500);
    }

    @Test
    void anAckThatForksComesToAnEnd() throws Exception {
        server.users.put(
                "all",
                IntStream.range(0, 5).mapToObj(i -> atServer("all", ";n=" + i)).toList());
        caller.send(caller.request("ACK", "all"));
        caller.send(caller.request("MESSAGE", "bob"));
        bob.receive("MESSAGE");

        assertThat(server.statistic("stateless_relays")).isLessThan(200);
    }

    @Test
    void splitsMaxBreadthAmongTheTargets() throws Exception {
        server.users.put("two", List.of(bob.branch("one"), bob.branch("two"), bob.branch("three")));
        caller.send(caller.request("MESSAGE", "two").replace("Max-Forwards", "Max-Breadth: 10\r\nMax-Forwards"));
        for (int i = 0; i < 3; i++) {
            assertThat(Phone.header(bob.receive(), "Max-Breadth")).isEqualTo("3");
        }
    }

    @Test
    void startsCountingWhereNobodyDid() throws Exception {
        caller.send(caller.request("MESSAGE", "bob"));
        assertThat(Phone.header(bob.receive(), "Max-Breadth")).isEqualTo("60");

        stop();
        open(Map.of("max__breadth", 0));
        caller.send(caller.request("MESSAGE", "bob"));
        assertThat(bob.receive()).doesNotContain("Max-Breadth");
    }

    @Test
    void refusesMoreTargetsThanARequestMayHave() throws Exception {
        server.users.put("two", List.of(bob.branch("one"), bob.branch("two")));
        caller.send(caller.request("MESSAGE", "two").replace("Max-Forwards", "Max-Breadth: 1\r\nMax-Forwards"));

        assertThat(caller.receive()).startsWith("SIP/2.0 440 Max-Breadth Exceeded\r\n");
        assertThat(server.transactions()).isZero();
    }

    @Test
    void oneAfterTheOtherNeedsNoBreadth() throws Exception {
        stop();
        open(Map.of("serial", 1));
        server.users.put(
                "two", List.of(bob.branch("one").withQ(900), bob.branch("two").withQ(100)));
        caller.send(caller.request("MESSAGE", "two").replace("Max-Forwards", "Max-Breadth: 1\r\nMax-Forwards"));

        String first = bob.receive();
        assertThat(first).startsWith("MESSAGE sip:one@");
        assertThat(Phone.header(first, "Max-Breadth")).isEqualTo("1");
    }

    private Branch atServer(String user, String parameters) {
        return Branch.to("sip:" + user + "@127.0.0.1:" + server.port(Transport.UDP) + parameters);
    }
}
