package org.waypost.itest.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.waypost.itest.kit.ExampleScript;
import org.waypost.itest.phone.Baresip;
import org.waypost.itest.phone.Linphone;
import org.waypost.itest.phone.PhoneProgram;
import org.waypost.itest.phone.PhoneServer;
import org.waypost.itest.phone.SharedPhoneServer;

/** The phones of Debian's packages baresip and linphone-cli call each other, through the built-in route and the one in Lua. */
@ExtendWith(SharedPhoneServer.class)
class ProgramCallsIT {

    private final PhoneServer server;

    ProgramCallsIT(PhoneServer server) {
        this.server = server;
    }

    private enum Program {
        BARESIP {
            @Override
            boolean isInstalled() {
                return Baresip.isInstalled();
            }

            @Override
            PhoneProgram start(PhoneServer server, String transport, String user) {
                return Baresip.start(server, transport, user, "");
            }
        },
        LINPHONE {
            @Override
            boolean isInstalled() {
                return Linphone.isInstalled();
            }

            @Override
            PhoneProgram start(PhoneServer server, String transport, String user) {
                return Linphone.start(server, transport, user);
            }
        };

        abstract boolean isInstalled();

        abstract PhoneProgram start(PhoneServer server, String transport, String user);
    }

    static Stream<Arguments> pairs() {
        return Stream.of(
                Arguments.of(Program.BARESIP, "udp", Program.BARESIP, "udp"),
                Arguments.of(Program.BARESIP, "tcp", Program.BARESIP, "tcp"),
                Arguments.of(Program.BARESIP, "tls", Program.BARESIP, "tls"),
                Arguments.of(Program.BARESIP, "udp", Program.BARESIP, "tls"),
                Arguments.of(Program.BARESIP, "tls", Program.BARESIP, "tcp"),
                Arguments.of(Program.LINPHONE, "udp", Program.LINPHONE, "udp"),
                Arguments.of(Program.LINPHONE, "tcp", Program.LINPHONE, "tcp"),
                Arguments.of(Program.LINPHONE, "tls", Program.LINPHONE, "tls"),
                Arguments.of(Program.BARESIP, "tcp", Program.LINPHONE, "tls"),
                Arguments.of(Program.LINPHONE, "udp", Program.BARESIP, "tls"));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void eitherSideHangsUp(Program from, String fromTransport, Program to, String toTransport) {
        assumeTrue(from.isInstalled() && to.isInstalled(), from + " or " + to + " is not installed");
        String callee = "berta-" + UUID.randomUUID();
        try (PhoneProgram anna = from.start(server, fromTransport, "anna-" + UUID.randomUUID());
                PhoneProgram berta = to.start(server, toTransport, callee)) {
            String uri = "sip:" + callee + "@" + server.domain();
            call(anna, berta, uri);
            anna.hangUp();
            anna.awaitEnd();
            assertThat(berta.awaitEnd()).isIn("Connection reset by peer", "No error");
            call(anna, berta, uri);
            berta.hangUp();
            assertThat(anna.awaitEnd()).isIn("Connection reset by peer", "No error");
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void eitherSideHangsUpThroughTheScript(Program from, String fromTransport, Program to, String toTransport) {
        ExampleScript.use(server.waypost(), ExampleScript.BASIC);
        try {
            eitherSideHangsUp(from, fromTransport, to, toTransport);
        } finally {
            ExampleScript.leave(server.waypost());
        }
    }

    private static void call(PhoneProgram caller, PhoneProgram callee, String uri) {
        caller.dial(uri);
        caller.awaitRinging();
        callee.answer();
        caller.awaitEstablished();
        callee.awaitEstablished();
    }
}
