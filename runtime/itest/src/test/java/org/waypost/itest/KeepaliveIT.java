package org.waypost.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.SipMessage;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.WaypostContainer;

/** Keepalives to registered contacts, as far as {@code LiveParametersIT} does not look at them already. */
class KeepaliveIT {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Duration TWO_INTERVALS = Duration.ofSeconds(3);

    private static WaypostContainer waypost;

    private SipClient phone;

    @BeforeAll
    static void start() {
        waypost = WaypostContainer.start();
        set("ka_interval 1", "ka_randomize 0");
    }

    @AfterAll
    static void stop() {
        waypost.close();
    }

    @BeforeEach
    void connect() {
        phone = waypost.udp();
    }

    @AfterEach
    void switchOff() {
        set("ka_mode 0");
        waypost.run("ul:rm location ka"); // if it is there still
        phone.close();
    }

    @Test
    void everyIntervalAContactIsAskedWithTheMethodFromAndDomainThatAreSet() {
        set("ka_mode 1", "ka_method INFO", "ka_from sip:keeper@waypost.test", "ka_domain phones.waypost.test");
        register(";transport=udp");
        SipMessage first = keepalive();
        assertThat(first.startLine())
                .isEqualTo("INFO sip:ka@127.0.0.1:" + phone.localPort() + ";transport=udp SIP/2.0");
        assertThat(first.header("From").orElse("")).contains("sip:keeper@waypost.test");
        assertThat(first.header("To").orElse("")).contains("sip:ka@phones.waypost.test");
        phone.send(Texts.ok(first));
        SipMessage second = phone.await(m -> !m.isReply() && !m.header("Via").equals(first.header("Via")), SOON);
        assertThat(second.method()).isEqualTo("INFO");
        set("ka_method OPTIONS");
    }

    @Test
    void bitTwoOfKaModeLeavesOutContactsThatAreNotBehindNat() {
        waypost.exec("cfg:set usrloc nat_bflag 6");
        set("ka_mode 3");
        register("");
        assertThat(phone.receive(TWO_INTERVALS)).isEmpty();
        waypost.exec("ul:add location ka sip:ka@127.0.0.1:" + phone.localPort() + " 3600 0 0 0 64 0");
        assertThat(keepalive().method()).isEqualTo("OPTIONS");
        waypost.exec("cfg:set usrloc nat_bflag -1");
    }

    @Test
    void bitFourOfKaModeLeavesOutContactsThatAreNotOfUdp() {
        set("ka_mode 5");
        try (SipClient connected = waypost.tcp()) {
            String contact = "Contact: <sip:ka@127.0.0.1:" + connected.localPort() + ";transport=tcp>";
            assertThat(connected
                            .ask(Texts.register(connected, "ka", 1, contact))
                            .status())
                    .isEqualTo(200);
            assertThat(connected.receive(TWO_INTERVALS)).isEmpty();
            set("ka_mode 1");
            assertThat(connected.await(m -> !m.isReply(), SOON).method()).isEqualTo("OPTIONS");
        }
    }

    private SipMessage keepalive() {
        return phone.await(message -> !message.isReply(), SOON);
    }

    private void register(String parameters) {
        String contact = "Contact: <sip:ka@127.0.0.1:" + phone.localPort() + parameters + ">";
        assertThat(phone.ask(Texts.register(phone, "ka", 1, contact)).status()).isEqualTo(200);
    }

    private static void set(String... parameters) {
        waypost.exec(String.join(
                ";",
                List.of(parameters).stream()
                        .map(parameter -> "cfg:set usrloc " + parameter)
                        .toList()));
    }
}
