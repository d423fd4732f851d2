package org.waypost.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.SipMessage;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.WaypostContainer;

/** Temporary GRUUs with {@code compat = rfc} (RFC 5627 3.2): many at a time, of no visible origin, until the Call-ID changes. */
class GruuIT {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String INSTANCE = "urn:uuid:00000000-0000-1000-8000-000a95a0e128";

    private static WaypostContainer waypost;
    private static int users;

    private String user;

    @BeforeAll
    static void start() {
        waypost = WaypostContainer.start();
        waypost.exec("cfg:set registrar compat rfc");
    }

    @AfterAll
    static void stop() {
        waypost.close();
    }

    @BeforeEach
    void nextUser() {
        user = "gruu" + ++users;
    }

    @Test
    void eachRegisterGivesANewOneAndAllAreValidUntilTheCallIdChanges() {
        try (SipClient phone = waypost.udp();
                SipClient caller = waypost.udp()) {
            List<String> gruus =
                    List.of(register(phone, "first", 1), register(phone, "first", 2), register(phone, "first", 3));
            assertThat(gruus).doesNotHaveDuplicates();
            for (String gruu : gruus) {
                assertThat(gruu).doesNotContain(user).doesNotContain("00000000-0000");
                assertReaches(gruu, caller, phone);
            }
            String later = register(phone, "second", 1);
            assertReaches(later, caller, phone);
            for (String gruu : gruus) {
                assertThat(statusOf(gruu, caller)).isIn(404, 480);
            }
        }
    }

    @Test
    void theyOutliveARestartOfTheBundleButNotTheContact() {
        try (SipClient phone = waypost.udp();
                SipClient caller = waypost.udp()) {
            String gruu = register(phone, "first", 1);
            waypost.exec("bundle:stop org.waypost.registrar-gruu;bundle:start org.waypost.registrar-gruu");
            assertReaches(gruu, caller, phone);
            phone.ask(Texts.register(phone, user, 2, "Contact: *", "Expires: 0")
                    .replaceFirst("(?m)^Call-ID: .*", "Call-ID: first-" + user));
            assertThat(statusOf(gruu, caller)).isEqualTo(480);
        }
    }

    @Test
    void oneThatWasTamperedWithReachesNobody() {
        try (SipClient phone = waypost.udp();
                SipClient caller = waypost.udp()) {
            String gruu = register(phone, "first", 1);
            int at = gruu.indexOf('@');
            for (int i = "sip:".length(); i < at; i++) {
                char other = gruu.charAt(i) == 'A' ? 'B' : 'A';
                String tampered = gruu.substring(0, i) + other + gruu.substring(i + 1);
                assertThat(statusOf(tampered, caller)).as(tampered).isIn(404, 480);
            }
        }
    }

    /** Registers and returns the temporary GRUU. */
    private String register(SipClient phone, String callId, int cseq) {
        String contact =
                "Contact: <sip:" + user + "@127.0.0.1:" + phone.localPort() + ">;+sip.instance=\"<" + INSTANCE + ">\"";
        SipMessage reply = phone.ask(Texts.register(phone, user, cseq, contact, "Supported: gruu")
                .replaceFirst("(?m)^Call-ID: .*", "Call-ID: " + callId + "-" + user));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.contacts())
                .singleElement()
                .asString()
                .contains(";pub-gruu=\"sip:" + user + "@waypost.test;gr=" + INSTANCE + "\"");
        return reply.contacts().get(0).replaceAll(".*;temp-gruu=\"([^\"]+)\".*", "$1");
    }

    private void assertReaches(String gruu, SipClient caller, SipClient phone) {
        caller.send(message(gruu, caller));
        SipMessage message = phone.await(m -> !m.isReply(), SOON);
        assertThat(message.startLine()).startsWith("MESSAGE sip:" + user + "@127.0.0.1:" + phone.localPort());
        phone.send(Texts.ok(message));
        assertThat(caller.await(SipMessage::isFinal, SOON).status()).isEqualTo(200);
    }

    private int statusOf(String gruu, SipClient caller) {
        return caller.ask(message(gruu, caller)).status();
    }

    private String message(String uri, SipClient caller) {
        String text = Texts.message(caller, user, waypost.port(), "");
        return text.replaceFirst("MESSAGE \\S+", "MESSAGE " + uri).replaceFirst("(?m)^To: .*", "To: <" + uri + ">");
    }
}
