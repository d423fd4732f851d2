package org.waypost.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.sip.Branch;
import org.waypost.sip.Transport;

/** What the proxy does with one target: RFC 3261 16.3 to 16.8. */
class RelayTest {

    private TestServer server;
    private Phone caller;
    private Phone bob;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer();
        caller = new Phone(server.port(Transport.UDP));
        bob = new Phone(server.port(Transport.UDP));
        server.users.put("bob", List.of(bob.branch("bob")));
    }

    @AfterEach
    void stop() {
        caller.close();
        bob.close();
        server.close();
    }

    @Test
    void forwardsAMessageAndItsAnswer() throws Exception {
        String message = caller.request("MESSAGE", "bob");
        caller.send(message);

        String arrived = bob.receive();
        assertThat(arrived).startsWith("MESSAGE " + bob.contact("bob") + " SIP/2.0\r\n");
        assertThat(Phone.header(arrived, "Via"))
                .startsWith("SIP/2.0/UDP 127.0.0.1:" + server.port(Transport.UDP) + ";branch=z9hG4bK");
        assertThat(arrived).contains("received=127.0.0.1").contains("rport=" + caller.port());
        assertThat(Phone.header(arrived, "Max-Forwards")).isEqualTo("69");
        assertThat(arrived).contains("X-Unknown-Header:  kept  as it is \r\n").endsWith("\r\n\r\nhello");
        assertThat(Phone.header(arrived, "From")).isEqualTo(Phone.header(message, "From"));

        bob.answer(arrived, 200, "b");
        String answer = caller.receive();
        assertThat(answer)
                .startsWith("SIP/2.0 200 Because\r\n")
                .contains("X-Answer: yes")
                .endsWith("\r\n\r\nok");
        assertThat(answer).doesNotContain("127.0.0.1:" + server.port(Transport.UDP) + ";branch");
        assertThat(Phone.header(answer, "To")).endsWith(";tag=b");
    }

    @Test
    void keepsOctetsThatAreNoAscii() throws Exception {
        String message = caller.request("MESSAGE", "bob").replace("\"Caller\"", "\"J\u00c3\u00bcrgen \u00e4\"");
        caller.send(message);

        assertThat(Phone.header(bob.receive(), "From")).contains("\"J\u00c3\u00bcrgen \u00e4\"");
    }

    @Test
    void answersARetransmissionItself() throws Exception {
        String message = caller.request("MESSAGE", "bob");
        caller.send(message);
        bob.answer(bob.receive(), 200, "b");
        String first = caller.receive();
        caller.send(message);

        assertThat(caller.receive()).isEqualTo(first);
        assertThat(server.routed).hasValue(1);
        assertThat(bob.receive(100)).isEmpty();
    }

    @Test
    void absorbsARetransmittedInviteAndRepeatsTheProvisionalAnswer() throws Exception {
        String invite = caller.request("INVITE", "bob");
        caller.send(invite);
        assertThat(caller.receive()).startsWith("SIP/2.0 100 ");
        bob.receive("INVITE");
        caller.send(invite);

        assertThat(caller.receive()).startsWith("SIP/2.0 100 ");
        assertThat(server.routed).hasValue(1);
        assertThat(server.statistic("absorbed_requests")).isEqualTo(1);
        assertThat(bob.receive(100)).isEmpty();
    }

    @Test
    void tellsTwoCallersWithOneBranchApart() throws Exception {
        try (Phone other = new Phone(server.port(Transport.UDP))) {
            String message = caller.request("MESSAGE", "bob");
            caller.send(message);
            bob.receive();
            other.send(message.replace("127.0.0.1:" + caller.port(), "127.0.0.1:" + other.port()));

            bob.answer(bob.receive(), 200, "b");
            assertThat(other.receive()).startsWith("SIP/2.0 200");
        }
    }

    @Test
    void refusesARequestWithoutHopsLeft() throws Exception {
        caller.send(caller.request("MESSAGE", "bob").replace("Max-Forwards: 70", "Max-Forwards: 0"));

        assertThat(caller.receive()).startsWith("SIP/2.0 483 ");
    }

    @Test
    void addsMaxForwardsWhereItIsMissing() throws Exception {
        caller.send(caller.request("MESSAGE", "bob").replace("Max-Forwards: 70\r\n", ""));

        assertThat(Phone.header(bob.receive(), "Max-Forwards")).isEqualTo("69");
    }

    @Test
    void refusesWhatItCannotRead() throws Exception {
        caller.send(caller.request("MESSAGE", "bob").replace("<sip:caller@127.0.0.1>", "<sip:caller@127.0.0.1"));

        assertThat(caller.receive()).startsWith("SIP/2.0 400 ");
    }

    @Test
    void forwardsMethodsItDoesNotKnowAndNotify() throws Exception {
        for (String method : List.of("FROB", "NOTIFY", "SUBSCRIBE", "PUBLISH", "REFER")) {
            caller.send(caller.request(method, "bob"));
            bob.answer(bob.receive(method + " "), 200, "b");

            assertThat(caller.receive()).startsWith("SIP/2.0 200");
        }
    }

    @Test
    void repeatsTheAnswerToOptions() throws Exception {
        String options = caller.request("OPTIONS", "bob");
        caller.send(options);
        bob.answer(bob.receive(), 200, "b");
        caller.receive();
        caller.send(options);

        assertThat(caller.receive()).startsWith("SIP/2.0 200");
        assertThat(bob.receive(100)).isEmpty();
    }

    @Test
    void sendsToTheDestinationAlongThePathWithTheUriOfTheContact() throws Exception {
        String edge = "sip:127.0.0.1:" + bob.port() + ";lr";
        Branch target = Branch.to("sip:bob@10.0.0.1").withPath("<" + edge + ">,<sip:second.invalid;lr>");
        server.users.put("path", List.of(target));
        caller.send(caller.request("MESSAGE", "path")
                .replace("Call-ID", "Route: <sip:127.0.0.1:" + server.port(Transport.UDP) + ";lr>\r\nCall-ID"));

        String arrived = bob.receive();
        assertThat(arrived).startsWith("MESSAGE sip:bob@10.0.0.1 SIP/2.0");
        assertThat(arrived.indexOf("Route: <" + edge + ">")).isPositive();
        assertThat(arrived.indexOf("sip:second.invalid;lr")).isGreaterThan(arrived.indexOf(edge));
        assertThat(arrived).doesNotContain("<sip:127.0.0.1:" + server.port(Transport.UDP));
    }

    @Test
    void doesNotFollowRoutesOfTheCaller() throws Exception {
        try (Phone victim = new Phone(server.port(Transport.UDP))) {
            String own = "<sip:127.0.0.1:" + server.port(Transport.UDP) + ";lr>";
            caller.send(caller.request("MESSAGE", "bob")
                    .replace("Call-ID", "Route: " + own + ", <sip:127.0.0.1:" + victim.port() + ";lr>\r\nCall-ID"));

            assertThat(bob.receive())
                    .contains("Route: <sip:127.0.0.1:" + victim.port() + ";lr>")
                    .doesNotContain(own);
            assertThat(victim.receive(100)).isEmpty();
        }
    }

    @Test
    void sendsToTheReceivedAddressInsteadOfTheContact() throws Exception {
        server.users.put("nat", List.of(Branch.to("sip:nat@10.0.0.1").withDestination(bob.contact("x"))));
        caller.send(caller.request("MESSAGE", "nat"));

        assertThat(bob.receive()).startsWith("MESSAGE sip:nat@10.0.0.1 SIP/2.0");
    }

    @Test
    void saysWhenADestinationCannotBeFound() throws Exception {
        for (String uri : List.of("tel:+1", "sip:x@host.invalid", "sip:x@127.0.0.1;transport=none", "nonsense")) {
            server.users.put("x", List.of(Branch.to(uri)));
            caller.send(caller.request("MESSAGE", "x"));

            assertThat(caller.receive()).startsWith("SIP/2.0 478 Unresolvable destination\r\n");
        }
    }

    @Test
    void saysWhenItHasNoSocketForATransport() throws Exception {
        server.users.put("x", List.of(Branch.to("sip:x@127.0.0.1;transport=tls")));
        caller.send(caller.request("MESSAGE", "x"));

        assertThat(caller.receive()).startsWith("SIP/2.0 500 ");
    }

    @Test
    void answers408WhenNobodyAnswers() throws Exception {
        caller.send(caller.request("MESSAGE", "bob"));
        bob.receive();
        server.timer.await(1);
        server.timer.pass(500);
        assertThat(bob.receive()).as("the first retransmission").startsWith("MESSAGE");
        server.timer.pass(32_000);

        assertThat(caller.receive()).startsWith("SIP/2.0 408 Request Timeout\r\n");
    }

    @Test
    void turnsA503IntoA500() throws Exception {
        caller.send(caller.request("MESSAGE", "bob"));
        bob.answer(bob.receive(), 503, "b");

        assertThat(caller.receive()).startsWith("SIP/2.0 500 ");
    }

    @Test
    void dropsResponsesNobodyWaitsFor() throws Exception {
        caller.send(caller.request("MESSAGE", "bob"));
        String arrived = bob.receive();
        String own = Phone.header(arrived, "Via").replaceAll(".*branch=([^;]*).*", "$1");
        bob.send(Phone.response(arrived.replace(own, "z9hG4bKmadeup"), 200, "b"));
        bob.send(Phone.response(arrived.replace(own, own + "x"), 200, "b"));
        bob.answer(arrived, 202, "b");

        assertThat(caller.receive()).startsWith("SIP/2.0 202");
        assertThat(server.statistic("stray_responses")).isEqualTo(2);
    }

    @Test
    void refusesMoreTransactionsThanAllowed() throws Exception {
        server.close();
        server = new TestServer(Map.of("max__transactions", 1));
        server.users.put("bob", List.of(bob.branch("bob")));
        try (Phone late = new Phone(server.port(Transport.UDP))) {
            late.send(late.request("MESSAGE", "bob"));
            bob.receive();
            late.send(late.request("MESSAGE", "bob"));

            String answer = late.receive();
            assertThat(answer).startsWith("SIP/2.0 503 ");
            assertThat(Phone.header(answer, "Retry-After")).isEqualTo("5");
        }
    }

    @Test
    void answersWhatIsOpenWhenItStops() throws Exception {
        caller.send(caller.request("MESSAGE", "bob"));
        bob.receive();
        server.relay.close();

        assertThat(caller.receive()).startsWith("SIP/2.0 503 ");
    }

    @Test
    void keepsTheLastGoodParametersWhenBadOnesCome() throws Exception {
        server.relay.modified(TestServer.parameters(Map.of("max__transactions", 0)));
        caller.send(caller.request("MESSAGE", "bob"));

        assertThat(bob.receive()).startsWith("MESSAGE");
    }

    @Test
    void leavesNoTransactionBehind() throws Exception {
        int many = 10_000;
        for (int i = 0; i < many; i++) {
            caller.send(caller.request(i % 2 == 0 ? "MESSAGE" : "INVITE", "bob"));
            String arrived = bob.receive();
            bob.answer(arrived, arrived.startsWith("INVITE") ? 200 : 404, "b");
            caller.receive(arrived.startsWith("INVITE") ? " 200 " : " 404 ");
        }
        assertThat(server.transactions()).as("none waits for repetitions").isLessThan(10);
        server.timer.pass(45_000);

        assertThat(server.transactions()).isZero();
        assertThat(server.timer.pending()).isZero();
        assertThat(server.statistic("inuse_transactions")).isZero();
        assertThat(server.statistic("UAS_transactions")).isEqualTo(many);
    }
}
