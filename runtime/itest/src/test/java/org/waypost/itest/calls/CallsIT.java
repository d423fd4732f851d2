package org.waypost.itest.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.itest.kit.SharedContainer;
import org.waypost.itest.kit.WaypostContainer;
import org.waypost.itest.phone.Call;
import org.waypost.itest.phone.Phone;

/** Two phones and more call each other through the built-in route. */
@ExtendWith(SharedContainer.class)
class CallsIT {

    private final WaypostContainer waypost;

    CallsIT(WaypostContainer waypost) {
        this.waypost = waypost;
    }

    @ParameterizedTest
    @CsvSource({"udp, udp", "tcp, tcp", "udp, tcp", "tcp, udp"})
    void theCallerHangsUp(String from, String to) {
        try (Phone alice = phone(from, "alice");
                Phone bob = phone(to, "bob")) {
            Call calling = alice.call(bob.user());
            Call called = bob.awaitCall();
            calling.awaitRinging();
            called.answer();
            calling.awaitEstablished();
            calling.hangUp();
            assertThat(called.awaitEnd()).isEqualTo("BYE");
        }
    }

    @ParameterizedTest
    @CsvSource({"udp, udp", "tcp, tcp", "udp, tcp", "tcp, udp"})
    void theCalleeHangsUp(String from, String to) {
        try (Phone alice = phone(from, "alice");
                Phone bob = phone(to, "bob")) {
            Call calling = alice.call(bob.user());
            Call called = bob.awaitCall().answer();
            calling.awaitEstablished();
            called.hangUp();
            assertThat(calling.awaitEnd()).isEqualTo("BYE");
        }
    }

    @Test
    void eitherSideChangesTheCallWhileItLasts() {
        try (Phone alice = phone("udp", "alice");
                Phone bob = phone("tcp", "bob")) {
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

    @Test
    void aRefusalReachesTheCaller() {
        try (Phone alice = phone("udp", "alice");
                Phone bob = phone("udp", "bob")) {
            Call calling = alice.call(bob.user());
            bob.awaitCall().refuse("486 Busy Here");
            assertThat(calling.awaitEnd()).isEqualTo("486");
        }
    }

    @Test
    void aCallTakenBackStopsRinging() {
        try (Phone alice = phone("udp", "alice");
                Phone bob = phone("tcp", "bob")) {
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
        try (Phone alice = phone("udp", "alice");
                Phone desk = Phone.of(waypost, "udp", user).register();
                Phone mobile = Phone.of(waypost, "tcp", user).register();
                Phone kitchen = Phone.of(waypost, "udp", user).register()) {
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
        try (Phone alice = phone("udp", "alice");
                Phone desk = Phone.of(waypost, "udp", user).register();
                Phone mobile = Phone.of(waypost, "tcp", user).register()) {
            Call calling = alice.call(user);
            desk.awaitCall().refuse("503 Service Unavailable");
            mobile.awaitCall().refuse("486 Busy Here");
            assertThat(calling.awaitEnd()).isEqualTo("486");
        }
    }

    @Test
    void aDeclineEndsTheCallForAllDevices() {
        String user = "bob-" + UUID.randomUUID();
        try (Phone alice = phone("udp", "alice");
                Phone desk = Phone.of(waypost, "udp", user).register();
                Phone mobile = Phone.of(waypost, "tcp", user).register()) {
            Call calling = alice.call(user);
            Call atTheDesk = desk.awaitCall();
            mobile.awaitCall().refuse("603 Decline");
            assertThat(calling.awaitEnd()).isEqualTo("603");
            assertThat(atTheDesk.awaitEnd()).isEqualTo("CANCEL");
        }
    }

    private Phone phone(String transport, String name) {
        return Phone.of(waypost, transport, name + "-" + UUID.randomUUID()).register();
    }
}
