package org.waypost.itest.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.itest.kit.ExampleScript;
import org.waypost.itest.phone.Call;
import org.waypost.itest.phone.Phone;
import org.waypost.itest.phone.PhoneServer;
import org.waypost.itest.phone.SharedPhoneServer;

/** Phones behind NATs call each other: neither of them knows an address of its own that the other could reach. */
@ExtendWith(SharedPhoneServer.class)
class NatCallsIT {

    private final PhoneServer server;

    NatCallsIT(PhoneServer server) {
        this.server = server;
    }

    @ParameterizedTest
    @CsvSource({"udp, udp", "udp, tcp", "tcp, udp", "tcp, tcp", "tls, udp", "udp, tls"})
    void callThroughTheBuiltInRoute(String from, String to) {
        server.waypost().exec("cfg:set route nat 2");
        try {
            call(from, to);
        } finally {
            server.waypost().exec("cfg:reset route nat");
        }
    }

    @ParameterizedTest
    @CsvSource({"udp, udp", "udp, tcp", "tcp, udp", "tcp, tcp", "tls, udp", "udp, tls"})
    void callThroughTheExampleInLua(String from, String to) {
        ExampleScript.use(server.waypost(), ExampleScript.BASIC);
        try {
            call(from, to);
        } finally {
            ExampleScript.leave(server.waypost());
        }
    }

    private void call(String from, String to) {
        try (Phone alice = phone(from, "alice");
                Phone bob = phone(to, "bob")) {
            Call calling = alice.call(bob.user());
            Call called = bob.awaitCall().answer();
            calling.awaitEstablished();
            assertThat(calling.ask("INFO").status()).isEqualTo(200);
            assertThat(called.ask("INVITE").status()).isEqualTo(200);
            assertThat(calling.ask("INVITE").status()).isEqualTo(200);
            calling.hangUp();
            assertThat(called.awaitEnd()).isEqualTo("BYE");

            Call another = alice.call(bob.user());
            Call answered = bob.awaitCall().answer();
            another.awaitEstablished();
            answered.hangUp();
            assertThat(another.awaitEnd()).isEqualTo("BYE");

            Call mistaken = alice.call(bob.user());
            Call rings = bob.awaitCall();
            mistaken.awaitRinging();
            mistaken.cancel();
            assertThat(rings.awaitEnd()).isEqualTo("CANCEL");
        }
    }

    private Phone phone(String transport, String name) {
        return Phone.at(server.client(transport).natted(), server.domain(), name + "-" + UUID.randomUUID())
                .register();
    }
}
