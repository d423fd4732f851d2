package org.waypost.itest.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.itest.kit.SharedContainer;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.WaypostContainer;
import org.waypost.itest.phone.Call;
import org.waypost.itest.phone.Phone;

/** Phones that have to prove who they are, through the built-in route. */
@ExtendWith(SharedContainer.class)
class AuthIT {

    private final WaypostContainer waypost;

    AuthIT(WaypostContainer waypost) {
        this.waypost = waypost;
    }

    @BeforeEach
    void askEverybody() throws IOException {
        Files.writeString(
                waypost.config().resolve("users"), "authalice:secret\nauthbob@127.0.0.1:word\nauthdave:secret\n");
        waypost.exec("cfg:set auth nonce_expire 301"); // which looks at the file at once
        waypost.exec("cfg:set route auth 2");
    }

    @AfterEach
    void askNobodyOfThisMachine() {
        waypost.exec("cfg:set route auth 1");
        waypost.exec("cfg:set auth nonce_expire 300");
    }

    @Test
    void whoKnowsThePasswordRegistersAndCalls() {
        try (Phone alice = phone("authalice", "secret");
                Phone bob = phone("authbob", "word")) {
            alice.register();
            bob.register();
            Call calling = alice.call(bob.user());
            Call called = bob.awaitCall().answer();
            calling.awaitEstablished();
            called.hangUp();
            assertThat(calling.awaitEnd()).isEqualTo("BYE");
        }
    }

    @Test
    void aWrongPasswordStoresNothing() {
        try (Phone phone = phone("authdave", "wrong")) {
            assertThat(phone.ask("REGISTER", server(), "Expires: 600").status()).isEqualTo(401);
        }
        assertThat(contacts()).doesNotContain("authdave");
    }

    @Test
    void noPasswordStoresNothing() {
        try (Phone phone = Phone.at(waypost.udp(), "127.0.0.1:" + waypost.port(), "authcarol")) {
            assertThat(phone.ask("REGISTER", server(), "Expires: 600").status()).isEqualTo(401);
        }
        assertThat(contacts()).doesNotContain("authcarol");
    }

    private Phone phone(String user, String password) {
        SipClient client = waypost.udp();
        return Phone.at(client, "127.0.0.1:" + waypost.port(), user, password);
    }

    private String server() {
        return "sip:127.0.0.1:" + waypost.port();
    }

    private String contacts() {
        return waypost.exec("ul:dump location");
    }
}
