package org.waypost.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.itest.kit.LoadDriver;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.SipMessage;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.WaypostContainer;

/**
 * Bundles are updated, stopped and started under 2,000 REGISTER/s: no socket closes, every request is answered, nothing
 * is lost.
 */
class LiveUpdateIT {

    private static final int RATE = 2000;
    private static final int AORS = 3000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static WaypostContainer waypost;

    @BeforeAll
    static void start() {
        waypost = WaypostContainer.start();
    }

    @AfterAll
    static void stop() {
        waypost.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"registrar", "usrloc", "default-route", "proxy", "parameters"})
    void updatingABundleLosesNothing(String bundle) throws InterruptedException {
        underLoad("update-" + bundle + "-", () -> waypost.exec("bundle:update org.waypost." + bundle), false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"registrar", "usrloc", "default-route", "proxy", "parameters"})
    void stoppingAndStartingABundleLosesNothing(String bundle) throws InterruptedException {
        boolean needed = bundle.equals("registrar") || bundle.equals("usrloc") || bundle.equals("default-route");
        underLoad(
                "stop-" + bundle + "-",
                () -> {
                    waypost.exec("bundle:stop org.waypost." + bundle);
                    if (needed) {
                        assertRefusedWithRetryAfter();
                    }
                    waypost.exec("bundle:start org.waypost." + bundle);
                },
                needed);
    }

    @Test
    void updatingTheShellLeavesCallsAlone() throws InterruptedException {
        underLoad(
                "update-shell-",
                () -> {
                    waypost.exec("bundle:update org.waypost.shell"); // goes on in the background
                    WaypostContainer.await(
                            "the shell's commands are back",
                            PATIENCE,
                            () -> waypost.script("exec", "bundle:list").exitCode() == 0);
                },
                false);
    }

    private static void underLoad(String prefix, Runnable change, boolean gapExpected) throws InterruptedException {
        try (SipClient connected = waypost.tcp();
                SipClient udp = waypost.udp();
                LoadDriver load = new LoadDriver(waypost.port(), prefix, AORS, RATE)) {
            assertRegistered(connected, prefix + "tcp-before");
            load.awaitAccepted(AORS / 2, PATIENCE);
            change.run();
            assertRegistered(connected, prefix + "tcp-after");
            load.awaitAccepted(AORS, PATIENCE);
            int unanswered = load.finish();

            Map<Integer, Long> replies = load.replies();
            assertThat(unanswered)
                    .as("requests never answered; replies %s", replies)
                    .isZero();
            assertThat(replies.keySet()).as("%s", replies).allMatch(status -> status == 200 || status / 100 == 5);
            assertThat(load.withoutRetryAfter())
                    .as("5xx without Retry-After of %s", replies)
                    .isZero();
            if (gapExpected) {
                assertThat(replies).as("the load ran through the gap").hasSizeGreaterThan(1);
            }
            assertNothingLost(load, udp);
        }
    }

    private static void assertRefusedWithRetryAfter() {
        try (SipClient phone = waypost.udp()) {
            SipMessage reply = phone.ask(Texts.register(phone, "gap", 1, "Contact: <sip:gap@127.0.0.1>"));
            assertThat(reply.status()).isBetween(500, 599);
            assertThat(reply.header("Retry-After")).isPresent();
        }
    }

    private static void assertRegistered(SipClient phone, String user) {
        String contact = "sip:" + user + "@127.0.0.1:" + phone.localPort();
        assertThat(phone.ask(Texts.register(phone, user, 1, "Contact: <" + contact + ">"))
                        .expiresOf(contact))
                .isPresent();
    }

    private static void assertNothingLost(LoadDriver load, SipClient phone) {
        BitSet acknowledged = load.acknowledged();
        assertThat(acknowledged.cardinality()).isEqualTo(AORS);
        for (int aor = acknowledged.nextSetBit(0); aor >= 0; aor = acknowledged.nextSetBit(aor + 1)) {
            SipMessage listed = phone.ask(Texts.query(phone, load.user(aor)));
            assertThat(listed.expiresOf(load.contact(aor)))
                    .as("%s is still registered: %s", load.user(aor), listed.contacts())
                    .isPresent();
        }
    }
}
