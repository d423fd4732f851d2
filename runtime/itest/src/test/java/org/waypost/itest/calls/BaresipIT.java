package org.waypost.itest.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.itest.kit.ExampleScript;
import org.waypost.itest.phone.Baresip;
import org.waypost.itest.phone.PhoneServer;
import org.waypost.itest.phone.SharedPhoneServer;

/** Two phones of Debian's package baresip call each other, through the built-in route and the one in Lua. */
@ExtendWith(SharedPhoneServer.class)
class BaresipIT {

    private final PhoneServer server;

    BaresipIT(PhoneServer server) {
        assumeTrue(Baresip.isInstalled(), "baresip is not installed");
        this.server = server;
    }

    @ParameterizedTest
    @CsvSource({"udp, udp", "tcp, tcp", "tls, tls", "udp, tls", "tls, tcp", "tcp, udp"})
    void callEachOther(String from, String to) {
        eitherSideHangsUp(from, to);
    }

    @ParameterizedTest
    @CsvSource({"udp, udp", "tcp, tcp", "tls, tls", "tls, udp", "tcp, tls", "udp, tcp"})
    void callEachOtherThroughTheScript(String from, String to) {
        ExampleScript.use(server.waypost(), ExampleScript.BASIC);
        try {
            eitherSideHangsUp(from, to);
        } finally {
            ExampleScript.leave(server.waypost());
        }
    }

    private void eitherSideHangsUp(String from, String to) {
        String callee = "berta-" + UUID.randomUUID();
        try (Baresip anna = Baresip.start(server, from, "anna-" + UUID.randomUUID(), "");
                Baresip berta = Baresip.start(server, to, callee, "")) {
            String uri = "sip:" + callee + "@" + server.domain();
            call(anna, berta, uri);
            anna.hangUp();
            anna.awaitEnd();
            assertThat(berta.awaitEnd()).isEqualTo("Connection reset by peer");
            call(anna, berta, uri);
            berta.hangUp();
            assertThat(anna.awaitEnd()).isEqualTo("Connection reset by peer");
        }
    }

    private static void call(Baresip caller, Baresip callee, String uri) {
        caller.dial(uri);
        caller.awaitRinging();
        callee.answer();
        caller.awaitEstablished();
        callee.awaitEstablished();
    }
}
