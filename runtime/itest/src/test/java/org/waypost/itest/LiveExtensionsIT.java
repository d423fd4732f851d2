package org.waypost.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waypost.itest.kit.LoadDriver;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.SipMessage;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.WaypostContainer;

/**
 * The bundles for Path, GRUU and outbound are stopped and started under 1,000 REGISTER/s: every request is answered 200, the next
 * REGISTER is answered without or with what the bundle adds, and what was stored keeps path, instance and reg-id.
 */
class LiveExtensionsIT {

    private static final int RATE = 1000;
    private static final int AORS = 1500;
    private static final int KEPT = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PATH = "<sip:token@edge.waypost.test;lr;ob>";
    private static final String INSTANCE = "<urn:uuid:00000000-0000-1000-8000-000a95a0e128>";
    private static final String PARAMETERS = ";+sip.instance=\"" + INSTANCE + "\";reg-id=7";
    private static final String[] HEADERS = {"Supported: path, gruu, outbound", "Path: " + PATH};

    /** What a bundle adds to the reply. */
    enum Extension {
        PATH("path") {
            @Override
            boolean shows(SipMessage reply) {
                return reply.header("Path").isPresent();
            }
        },
        GRUU("gruu") {
            @Override
            boolean shows(SipMessage reply) {
                return reply.contacts().stream().anyMatch(contact -> contact.contains(";pub-gruu="));
            }
        },
        OUTBOUND("outbound") {
            @Override
            boolean shows(SipMessage reply) {
                return reply.header("Require").orElse("").equals("outbound");
            }
        };

        private final String bundle;

        Extension(String name) {
            bundle = "org.waypost.registrar-" + name;
        }

        abstract boolean shows(SipMessage reply);
    }

    private static WaypostContainer waypost;

    @BeforeAll
    static void start() {
        waypost = WaypostContainer.start();
        waypost.exec("cfg:set registrar use_path 1;cfg:set registrar path_mode 1;cfg:set registrar outbound_mode 1");
    }

    @AfterAll
    static void stop() {
        waypost.close();
    }

    @ParameterizedTest
    @EnumSource
    void stoppingAndStartingItSwitchesItOffAndOnAndFailsNoRequest(Extension extension) throws InterruptedException {
        String kept = "kept-" + extension.bundle + "-";
        try (SipClient phone = waypost.udp();
                LoadDriver load =
                        new LoadDriver(waypost.port(), extension.bundle + "-", AORS, RATE, PARAMETERS, HEADERS)) {
            for (int i = 0; i < KEPT; i++) {
                assertThat(register(phone, kept + i)).matches(extension::shows);
            }
            load.awaitAccepted(AORS, PATIENCE);
            waypost.exec("bundle:stop " + extension.bundle);
            assertThat(register(phone, "without-" + extension.bundle)).matches(reply -> !extension.shows(reply));
            assertThat(bindingsOf(kept)).as("while it is stopped").hasSize(KEPT);
            load.awaitAccepted(AORS, PATIENCE);
            waypost.exec("bundle:start " + extension.bundle);
            assertThat(register(phone, "with-" + extension.bundle)).matches(extension::shows);
            load.awaitAccepted(AORS + RATE, PATIENCE); // each AoR at least once, whatever was on its way

            int unanswered = load.finish();
            Map<Integer, Long> replies = load.replies();
            assertThat(unanswered).as("never answered; replies %s", replies).isZero();
            assertThat(replies).containsOnlyKeys(200);
            assertThat(bindingsOf(kept)).as("afterwards").hasSize(KEPT);
            assertThat(bindingsOf(extension.bundle + "-"))
                    .as("those that were refreshed since")
                    .hasSize(AORS);
        }
    }

    private static SipMessage register(SipClient phone, String user) {
        String contact = "Contact: <sip:" + user + "@127.0.0.1:" + phone.localPort() + ">" + PARAMETERS;
        SipMessage reply = phone.ask(Texts.register(phone, user, 1, contact, HEADERS[0], HEADERS[1]));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply;
    }

    /** The records of the users whose names begin so and whose contact has the path, the instance and the reg-id. */
    private static List<String> bindingsOf(String prefix) {
        return List.of(waypost.exec("ul:dump location").split("(?m)^ *(?=AoR: )")).stream()
                .filter(record -> record.startsWith("AoR: " + prefix))
                .filter(record -> record.contains("Path: " + PATH + "\n")
                        && record.contains("Instance: " + INSTANCE + "\n")
                        && record.contains("Reg-Id: 7\n"))
                .toList();
    }
}
