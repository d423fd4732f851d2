package org.waypost.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.itest.kit.Outcome;
import org.waypost.itest.kit.Programs;
import org.waypost.itest.kit.SharedContainer;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.SipMessage;
import org.waypost.itest.kit.SipServer;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.WaypostContainer;

/**
 * What a phone sees: it registers with the usual tools, gets the messages sent to its address, and is forgotten on
 * time.
 */
@ExtendWith(SharedContainer.class)
class PhonesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final WaypostContainer waypost;

    PhonesIT(WaypostContainer waypost) {
        this.waypost = waypost;
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void sipsakRegisters(String transport, @TempDir Path folder) {
        assumeTrue(Programs.find("sipsak").isPresent(), "sipsak is not installed");
        Outcome outcome = Programs.run(
                Duration.ofSeconds(30),
                folder,
                List.of(
                        "sipsak",
                        "-U",
                        "-v",
                        "-E",
                        transport,
                        "-C",
                        "sip:sipsak@127.0.0.1:9",
                        "-s",
                        "sip:sipsak-" + transport + "@127.0.0.1:" + waypost.port()));
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(contactsOf("sipsak-" + transport)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"udp, u1", "tcp, t1"})
    void sippRegisters(String transport, String mode, @TempDir Path folder) throws IOException {
        assumeTrue(Programs.find("sipp").isPresent(), "sipp is not installed");
        Path scenario = folder.resolve("register.xml");
        try (var resource = getClass().getResourceAsStream("/sipp/register.xml")) {
            Files.copy(resource, scenario);
        }
        Outcome outcome = Programs.run(
                Duration.ofSeconds(30),
                folder,
                List.of(
                        "sipp",
                        "127.0.0.1:" + waypost.port(),
                        "-sf",
                        scenario.toString(),
                        "-t",
                        mode,
                        "-s",
                        "sipp-" + transport + "-",
                        "-i",
                        "127.0.0.1",
                        "-m",
                        "100",
                        "-r",
                        "100",
                        "-timeout",
                        "20",
                        "-timeout_error",
                        "-nostdin"));
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(contactsOf("sipp-" + transport + "-1")).hasSize(1);
        assertThat(contactsOf("sipp-" + transport + "-100")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"udp, udp", "tcp, udp", "udp, tcp", "tcp, tcp"})
    void aMessageReachesTheDeviceAndIts200ComesBack(String from, String to) {
        String user = "bob-" + from + "-" + to;
        try (SipClient sender = from.equals("udp") ? waypost.udp() : waypost.tcp();
                SipClient device = to.equals("udp") ? waypost.udp() : waypost.tcp()) {
            String contact = "sip:%s@127.0.0.1:%d;transport=%s".formatted(user, device.localPort(), to);
            register(device, user, contact);
            SipMessage reply = exchangeMessage(sender, device, user, contact, "Hello over " + from + " to " + to);
            assertThat(reply.startLine()).isEqualTo("SIP/2.0 200 OK");
        }
    }

    @Test
    void aMessageReachesADeviceThatListensOnTcp() {
        try (SipServer device = SipServer.tcp();
                SipClient phone = waypost.udp();
                SipClient sender = waypost.udp()) {
            String contact = "sip:carol@127.0.0.1:%d;transport=tcp".formatted(device.port());
            register(phone, "carol", contact);
            sender.send(Texts.message(sender, "carol", waypost.port(), "Hello"));
            try (SipClient connection = device.accept(PATIENCE)) {
                SipMessage message = connection.await(m -> m.method().equals("MESSAGE"), PATIENCE);
                assertThat(message.startLine()).isEqualTo("MESSAGE " + contact + " SIP/2.0");
                connection.send(Texts.ok(message));
                assertThat(sender.await(SipMessage::isFinal, PATIENCE).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void theSipStackOfTheContainerCarriesWhatIsRelayed() {
        try (SipClient sender = waypost.udp();
                SipClient device = waypost.udp()) {
            String contact = "sip:frank@127.0.0.1:" + device.localPort();
            register(device, "frank", contact);
            sender.send(Texts.message(sender, "frank", waypost.port(), "Hello"));
            SipMessage message = device.await(m -> m.method().equals("MESSAGE"), PATIENCE);
            assertThat(waypost.statistic("transactions:server_transactions")).isPositive();
            assertThat(waypost.statistic("transactions:client_transactions")).isPositive();
            device.send(Texts.ok(message));
            assertThat(sender.await(SipMessage::isFinal, PATIENCE).status()).isEqualTo(200);
            assertThat(waypost.exec("bundle:list")).containsPattern("active .*org\\.waypost\\.jain-sip");
        }
    }

    @Test
    void theDevicesRefusalComesBack() {
        try (SipClient sender = waypost.udp();
                SipClient device = waypost.udp()) {
            register(device, "dave", "sip:dave@127.0.0.1:" + device.localPort());
            sender.send(Texts.message(sender, "dave", waypost.port(), "Hello"));
            SipMessage message = device.await(m -> m.method().equals("MESSAGE"), PATIENCE);
            device.send(Texts.ok(message).replace("200 OK", "486 Busy Here"));
            assertThat(sender.await(SipMessage::isFinal, PATIENCE).startLine()).isEqualTo("SIP/2.0 486 Busy Here");
        }
    }

    @Test
    void aContactIsForgottenOnTime() {
        waypost.exec("cfg:set registrar min_expires 1");
        try (SipClient phone = waypost.udp()) {
            String contact = "sip:erin@127.0.0.1:" + phone.localPort();
            SipMessage stored = phone.ask(Texts.register(phone, "erin", 1, "Contact: <" + contact + ">;expires=2"));
            long registered = System.nanoTime();
            assertThat(stored.expiresOf(contact)).hasValue(2);
            assertThat(waypost.exec("ul:dump")).contains("erin");
            WaypostContainer.await(
                    "erin has no contact",
                    Duration.ofSeconds(4),
                    () -> contactsOf("erin").isEmpty());
            assertThat(Duration.ofNanos(System.nanoTime() - registered)).isGreaterThan(Duration.ofSeconds(1));
            assertThat(phone.ask(Texts.message(phone, "erin", waypost.port(), "Hello"))
                            .status())
                    .isEqualTo(404);
            WaypostContainer.await(
                    "ul:dump does not show erin",
                    PATIENCE,
                    () -> !waypost.exec("ul:dump").contains("erin"));
        } finally {
            waypost.exec("cfg:set registrar min_expires 60");
        }
    }

    private SipMessage exchangeMessage(SipClient sender, SipClient device, String user, String contact, String text) {
        sender.send(Texts.message(sender, user, waypost.port(), text));
        SipMessage message = device.await(m -> m.method().equals("MESSAGE"), PATIENCE);
        assertThat(message.startLine()).isEqualTo("MESSAGE " + contact + " SIP/2.0");
        assertThat(message.body()).isEqualTo(text);
        assertThat(message.header("Max-Forwards")).hasValue("69");
        assertThat(String.join(",", message.all("Via")).split(","))
                .as("the sender's Via under the server's")
                .hasSize(2);
        device.send(Texts.ok(message));
        return sender.await(SipMessage::isFinal, PATIENCE);
    }

    private static void register(SipClient phone, String user, String contact) {
        SipMessage reply = phone.ask(Texts.register(phone, user, 1, "Contact: <" + contact + ">"));
        assertThat(reply.expiresOf(contact)).hasValue(3600);
    }

    private List<String> contactsOf(String user) {
        try (SipClient phone = waypost.udp()) {
            return phone.ask(Texts.query(phone, user)).contacts();
        }
    }
}
