package org.waypost.itest.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.itest.kit.ExampleScript;
import org.waypost.itest.phone.Call;
import org.waypost.itest.phone.Phone;
import org.waypost.itest.phone.PhoneServer;
import org.waypost.itest.phone.SharedPhoneServer;

/** Phones that have to prove who they are, through the route in Lua of the documentation. */
@ExtendWith(SharedPhoneServer.class)
class LuaAuthIT {

    private final PhoneServer server;

    LuaAuthIT(PhoneServer server) {
        this.server = server;
    }

    @BeforeEach
    void askEverybody() throws IOException {
        Files.writeString(users(), "luaalice:secret\nluabob:word\nluadave:secret\n");
        server.waypost().exec("cfg:set auth auth_modules 1"); // which looks at the file at once
        ExampleScript.use(server.waypost(), ExampleScript.BASIC);
    }

    @AfterEach
    void askNobody() throws IOException {
        ExampleScript.leave(server.waypost());
        Files.delete(users());
        server.waypost().exec("cfg:reset auth auth_modules");
        server.waypost().exec("auth:unblock all");
    }

    private Path users() {
        return server.waypost().config().resolve("users");
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void whoKnowsThePasswordRegistersAndCalls(String transport) {
        try (Phone alice = phone(transport, "luaalice", "secret").register();
                Phone bob = phone(transport, "luabob", "word").register()) {
            Call calling = alice.call(bob.user());
            Call called = bob.awaitCall().answer();
            calling.awaitEstablished();
            assertThat(called.invitation().header("Proxy-Authorization")).isEmpty();
            called.hangUp();
            assertThat(calling.awaitEnd()).isEqualTo("BYE");
        }
    }

    @Test
    void aWrongPasswordStoresNothing() {
        try (Phone alice = phone("udp", "luaalice", "secret").register();
                Phone dave = phone("udp", "luadave", "wrong")) {
            assertThat(dave.ask("REGISTER", "sip:" + server.domain(), "Expires: 600")
                            .status())
                    .isEqualTo(401);
            assertThat(alice.call("luadave").awaitEnd()).isEqualTo("404");
        }
    }

    @Test
    void whoDoesNotProveWhoTheyAreCallsNobody() {
        try (Phone alice = phone("udp", "luaalice", "secret").register();
                Phone dave = phone("udp", "luadave", "wrong")) {
            assertThat(dave.call(alice.user()).awaitEnd()).isEqualTo("407");
            assertThat(alice.heard("INVITE")).isEmpty();
        }
    }

    private Phone phone(String transport, String user, String password) {
        return Phone.at(server.client(transport), server.domain(), user, password);
    }
}
