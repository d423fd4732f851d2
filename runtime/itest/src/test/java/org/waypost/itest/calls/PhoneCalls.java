package org.waypost.itest.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.waypost.itest.phone.PhoneServer.TRANSPORTS;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.itest.phone.Call;
import org.waypost.itest.phone.Phone;
import org.waypost.itest.phone.PhoneServer;
import org.waypost.itest.phone.SharedPhoneServer;

/** Two phones and more call each other; how the server routes, a subclass says. */
@ExtendWith(SharedPhoneServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PhoneCalls {

    final PhoneServer server;

    PhoneCalls(PhoneServer server) {
        this.server = server;
    }

    /** Every transport with every other. */
    static Stream<Arguments> pairs() {
        return TRANSPORTS.stream().flatMap(from -> TRANSPORTS.stream().map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void eitherSideHangsUp(String from, String to) {
        try (Phone alice = server.phone(from, "alice");
                Phone bob = server.phone(to, "bob")) {
            Call calling = alice.call(bob.user());
            Call called = bob.awaitCall();
            calling.awaitRinging();
            called.answer();
            calling.awaitEstablished();
            calling.hangUp();
            assertThat(called.awaitEnd()).isEqualTo("BYE");

            Call another = alice.call(bob.user());
            Call answered = bob.awaitCall().answer();
            another.awaitEstablished();
            answered.hangUp();
            assertThat(another.awaitEnd()).isEqualTo("BYE");
        }
    }

    @ParameterizedTest
    @CsvSource({"udp, tcp", "wss, tls", "tcp, ws"})
    void eitherSideChangesTheCallWhileItLasts(String from, String to) {
        try (Phone alice = server.phone(from, "alice");
                Phone bob = server.phone(to, "bob")) {
            Call calling = alice.call(bob.user());
            Call called = bob.awaitCall().answer();
            calling.awaitEstablished();
            assertThat(calling.ask("INVITE").status()).isEqualTo(200);
            assertThat(called.ask("INVITE").status()).isEqualTo(200);
            assertThat(called.ask("INFO").status()).isEqualTo(200);
            calling.hangUp();
            assertThat(called.awaitEnd()).isEqualTo("BYE");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "tls", "ws", "wss"})
    void aPhoneWhoseConnectionIsGoneCannotBeCalled(String transport) {
        try (Phone alice = server.phone("udp", "alice")) {
            String bob;
            try (Phone gone = server.phone(transport, "bob")) {
                bob = gone.user();
            }
            Call calling = alice.call(bob);
            assertThat(calling.awaitEnd()).startsWith("4");
        }
    }

    @ParameterizedTest
    @CsvSource({"udp, udp", "tls, wss"})
    void phonesWhoseContactIsTheirGruuHangUpToo(String from, String to) {
        try (Phone alice =
                        server.unregistered(from, "alice-" + UUID.randomUUID()).registerForGruu();
                Phone bob = server.unregistered(to, "bob-" + UUID.randomUUID()).registerForGruu()) {
            Call calling = alice.call(bob.user());
            Call called = bob.awaitCall().answer();
            calling.awaitEstablished();
            assertThat(calling.path().get(calling.path().size() - 1)).contains(";gr=");
            assertThat(calling.ask("INFO").status()).isEqualTo(200);
            called.hangUp();
            assertThat(calling.awaitEnd()).isEqualTo("BYE");
        }
    }

    @Test
    void aRefusalReachesTheCaller() {
        try (Phone alice = server.phone("udp", "alice");
                Phone bob = server.phone("udp", "bob")) {
            Call calling = alice.call(bob.user());
            bob.awaitCall().refuse("486 Busy Here");
            assertThat(calling.awaitEnd()).isEqualTo("486");
        }
    }

    @ParameterizedTest
    @CsvSource({"udp, udp", "udp, tcp", "tls, tls", "ws, ws", "wss, udp"})
    void aCallTakenBackStopsRinging(String from, String to) {
        try (Phone alice = server.phone(from, "alice");
                Phone bob = server.phone(to, "bob")) {
            Call calling = alice.call(bob.user());
            Call called = bob.awaitCall();
            calling.awaitRinging();
            calling.cancel();
            assertThat(called.awaitEnd()).isEqualTo("CANCEL");
            assertThat(calling.awaitEnd()).isEqualTo("487");
        }
    }

    @Test
    void threeDevicesRingOneAnswersAndTheOthersAreCancelled() {
        String user = "bob-" + UUID.randomUUID();
        try (Phone alice = server.phone("udp", "alice");
                Phone desk = server.device("udp", user);
                Phone mobile = server.device("tcp", user);
                Phone kitchen = server.device("udp", user)) {
            Call calling = alice.call(user);
            Call atTheDesk = desk.awaitCall();
            Call onTheMobile = mobile.awaitCall();
            Call inTheKitchen = kitchen.awaitCall();
            calling.awaitRinging();
            onTheMobile.answer();
            calling.awaitEstablished();
            assertThat(List.of(atTheDesk.awaitEnd(), inTheKitchen.awaitEnd())).containsOnly("CANCEL");
            assertThat(mobile.heard("CANCEL")).isEmpty();
            calling.hangUp();
            assertThat(onTheMobile.awaitEnd()).isEqualTo("BYE");
            assertThat(List.of(desk.heard("ACK").size(), kitchen.heard("ACK").size()))
                    .as("the refusals of the losers are acknowledged")
                    .doesNotContain(0);
        }
    }

    @Test
    void whatNobodyAnswersGetsTheBestOfTheRefusals() {
        String user = "bob-" + UUID.randomUUID();
        try (Phone alice = server.phone("udp", "alice");
                Phone desk = server.device("udp", user);
                Phone mobile = server.device("tcp", user)) {
            Call calling = alice.call(user);
            desk.awaitCall().refuse("503 Service Unavailable");
            mobile.awaitCall().refuse("486 Busy Here");
            assertThat(calling.awaitEnd()).isEqualTo("486");
        }
    }

    @Test
    void aDeclineEndsTheCallForAllDevices() {
        String user = "bob-" + UUID.randomUUID();
        try (Phone alice = server.phone("udp", "alice");
                Phone desk = server.device("udp", user);
                Phone mobile = server.device("tcp", user)) {
            Call calling = alice.call(user);
            Call atTheDesk = desk.awaitCall();
            mobile.awaitCall().refuse("603 Decline");
            assertThat(calling.awaitEnd()).isEqualTo("603");
            assertThat(atTheDesk.awaitEnd()).isEqualTo("CANCEL");
        }
    }
}
