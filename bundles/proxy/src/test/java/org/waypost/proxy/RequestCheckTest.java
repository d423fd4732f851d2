package org.waypost.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Transport;

/** What a proxy refuses to forward: RFC 3261 16.3. */
class RequestCheckTest {

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
        bob.close();
        caller.close();
        server.close();
    }

    @Test
    void refusesOptionsThatAProxyWouldHaveToKnow() throws Exception {
        caller.send(
                wanting("Proxy-Require: nothingSupportsThis,\r\n  nothingSupportsThisEither\r\nProxy-Require: x\r\n"));

        String answer = caller.receive();
        assertThat(answer).startsWith("SIP/2.0 420 Bad Extension\r\n");
        assertThat(Phone.header(answer, "Unsupported")).isEqualTo("nothingSupportsThis, nothingSupportsThisEither, x");
        assertThat(server.statistic("UAS_transactions")).isZero();
    }

    @Test
    void letsARouteTakeOutWhatItCanDo() throws Exception {
        server.script = context -> {
            context.edits().remove(context.request().indexOf(HeaderName.PROXY_REQUIRE, 0));
            server.lookUpAndRelay(context);
        };
        caller.send(wanting("Proxy-Require: privacy\r\n"));

        assertThat(bob.receive()).doesNotContain("Proxy-Require");
    }

    @Test
    void whatOnlyTheDeviceMustKnowIsNotItsBusiness() throws Exception {
        caller.send(wanting("Require: nothingSupportsThis\r\n"));

        assertThat(bob.receive()).contains("Require: nothingSupportsThis\r\n");
    }

    @Test
    void saysThatThereIsNothingToCancel() throws Exception {
        caller.send(caller.request("CANCEL", "bob"));

        assertThat(caller.receive()).startsWith("SIP/2.0 481 ");
        assertThat(bob.receive(100)).isEmpty();
        assertThat(server.transactions()).isZero();
    }

    @Test
    void anAckIsNeverAnswered() throws Exception {
        caller.send(caller.request("ACK", "bob").replace("Max-Forwards: 70", "Max-Forwards: 0"));
        caller.send(caller.request("ACK", "bob").replace("Max-Forwards", "Proxy-Require: x\r\nMax-Forwards"));

        assertThat(bob.receive()).as("the second").contains("Proxy-Require: x");
        assertThat(caller.receive(100)).isEmpty();
    }

    private String wanting(String headers) {
        return caller.request("MESSAGE", "bob").replace("Max-Forwards", headers + "Max-Forwards");
    }
}
