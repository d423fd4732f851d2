package org.waypost.itest.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.itest.kit.Ports;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.WaypostContainer;
import org.waypost.itest.phone.Call;
import org.waypost.itest.phone.Phone;

/** Phones that are pages in a browser, which do not know their own address (RFC 7118), call others and are called. */
class WebSocketCallsIT {

    private static final int PORT = Ports.free();

    private static WaypostContainer waypost;

    @BeforeAll
    static void start() {
        waypost = WaypostContainer.start();
        waypost.exec("cfg:set transport listen \"" + waypost.listen() + ",ws:127.0.0.1:" + PORT + "\"");
    }

    @AfterAll
    static void stop() {
        waypost.close();
    }

    private static Phone phone(String transport, String name) {
        String user = name + "-" + UUID.randomUUID();
        return transport.equals("ws")
                ? Phone.at(SipClient.ws("127.0.0.1", PORT), "127.0.0.1:" + waypost.port(), user)
                        .register()
                : Phone.of(waypost, transport, user).register();
    }

    @ParameterizedTest
    @CsvSource({"ws, ws", "ws, udp", "udp, ws", "ws, tcp", "tcp, ws"})
    void eitherSideHangsUp(String from, String to) {
        try (Phone alice = phone(from, "alice");
                Phone bob = phone(to, "bob")) {
            Call calling = alice.call(bob.user());
            Call called = bob.awaitCall().answer();
            calling.awaitEstablished();
            assertThat(calling.ask("INVITE").status()).isEqualTo(200);
            assertThat(called.ask("INFO").status()).isEqualTo(200);
            calling.hangUp();
            assertThat(called.awaitEnd()).isEqualTo("BYE");

            Call back = bob.call(alice.user());
            Call answered = alice.awaitCall().answer();
            back.awaitEstablished();
            answered.hangUp();
            assertThat(back.awaitEnd()).isEqualTo("BYE");
        }
    }

    @Test
    void aCallTakenBackStopsRinging() {
        try (Phone alice = phone("ws", "alice");
                Phone bob = phone("ws", "bob")) {
            Call calling = alice.call(bob.user());
            Call called = bob.awaitCall();
            calling.awaitRinging();
            calling.cancel();
            assertThat(called.awaitEnd()).isEqualTo("CANCEL");
            assertThat(calling.awaitEnd()).isEqualTo("487");
        }
    }

    @Test
    void aPageThatIsGoneCannotBeCalled() {
        try (Phone alice = phone("udp", "alice")) {
            String bob;
            try (Phone page = phone("ws", "bob")) {
                bob = page.user();
            }
            Call calling = alice.call(bob);
            assertThat(calling.awaitEnd()).startsWith("4");
        }
    }
}
