package org.waypost.itest.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.itest.kit.Browser;
import org.waypost.itest.kit.WaypostContainer;
import org.waypost.itest.phone.Baresip;
import org.waypost.itest.phone.BrowserPhone;
import org.waypost.itest.phone.BrowserPhones;
import org.waypost.itest.phone.Call;
import org.waypost.itest.phone.Phone;
import org.waypost.itest.phone.PhoneServer;
import org.waypost.itest.phone.SharedPhoneServer;
import org.waypost.itest.phone.WebRtc;

/** The page {@code docs/examples/phone.html} with JsSIP in Chromium registers over WSS, is called and calls. */
@ExtendWith(SharedPhoneServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserIT {

    /** What a browser wants of baresip's media: encrypted, and connected by ICE. */
    private static final String ENCRYPTED = ";mediaenc=dtls_srtp;medianat=ice";

    private static final String[] ENCRYPTION = {
        "rtcp_mux yes", "module dtls_srtp.so", "module ice.so", "module ausine.so", "audio_source ausine,440"
    };

    private final PhoneServer server;
    private final BrowserPhones browser;

    BrowserIT(PhoneServer server) {
        assumeTrue(Browser.isInstalled(), "chromium and chromedriver are not installed");
        this.server = server;
        browser = BrowserPhones.start(server.certificate().bundle().getCertificate());
    }

    @AfterAll
    void stop() {
        browser.close();
    }

    private static String user(String name) {
        return name + "-" + UUID.randomUUID();
    }

    private String uri(String user) {
        return "sip:" + user + "@" + server.domain();
    }

    private String wss() {
        return "wss://127.0.0.1:" + server.port("wss");
    }

    private BrowserPhone page(String user) {
        return browser.open().register(wss(), uri(user), "").awaitRegistration("registered");
    }

    private Phone phone(String transport, String name) {
        return server.phone(transport, name).describing(WebRtc::describe);
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void isCalledByAPhoneAndCallsBack(String transport) {
        String anna = user("anna");
        try (BrowserPhone page = page(anna);
                Phone bob = phone(transport, "bob")) {
            Call calling = bob.call(anna);
            page.answer();
            calling.awaitEstablished();
            page.awaitCall("established");
            calling.hangUp();
            assertThat(page.awaitEnd()).isEqualTo("ended by remote: Terminated");

            page.call(uri(bob.user()));
            Call called = bob.awaitCall().answer();
            page.awaitCall("established");
            page.hangUp();
            assertThat(called.awaitEnd()).isEqualTo("BYE");
            assertThat(page.awaitEnd()).isEqualTo("ended by local: Terminated");
        }
    }

    @Test
    void aPageHearsAnother() {
        assumeTrue(BrowserPhones.haveMedia(), "media does not go over loopback");
        String anna = user("anna");
        String carol = user("carol");
        try (BrowserPhone caller = page(anna);
                BrowserPhone callee = page(carol)) {
            caller.call(uri(carol));
            caller.awaitCall("ringing");
            callee.awaitCall("called by sip:" + anna);
            callee.answer();
            caller.awaitSound();
            callee.awaitSound();
            callee.hangUp();
            assertThat(caller.awaitEnd()).isEqualTo("ended by remote: Terminated");
        }
    }

    @Test
    void isCalledByBaresipAndCallsItBack() {
        assumeTrue(Baresip.isInstalled("dtls_srtp", "ice", "ausine"), "baresip is not installed");
        assumeTrue(BrowserPhones.haveMedia(), "media does not go over loopback");
        String anna = user("anna");
        String berta = user("berta");
        try (BrowserPhone page = page(anna);
                Baresip phone = Baresip.start(server, "udp", berta, ENCRYPTED, ENCRYPTION)) {
            phone.dial(uri(anna));
            page.answer();
            phone.awaitEstablished();
            page.awaitSound();
            phone.hangUp();
            assertThat(page.awaitEnd()).isEqualTo("ended by remote: Terminated");
            phone.awaitEnd();

            page.call(uri(berta));
            phone.answer();
            page.awaitSound();
            page.hangUp();
            assertThat(phone.awaitEnd()).isEqualTo("Connection reset by peer");
        }
    }

    @Test
    void whatIsTakenBackStopsRinging() {
        String anna = user("anna");
        try (BrowserPhone page = page(anna);
                Phone bob = phone("udp", "bob")) {
            page.call(uri(bob.user()));
            Call called = bob.awaitCall();
            page.awaitCall("ringing");
            page.hangUp();
            assertThat(called.awaitEnd()).isEqualTo("CANCEL");
            assertThat(page.awaitEnd()).isEqualTo("failed: Canceled");

            Call calling = bob.call(anna);
            page.awaitCall("called by");
            calling.cancel();
            assertThat(calling.awaitEnd()).isEqualTo("487");
            assertThat(page.awaitEnd()).isEqualTo("failed: Canceled");
        }
    }

    @Test
    void aPageRefusesACallAndIsToldOfARefusal() {
        String anna = user("anna");
        try (BrowserPhone page = page(anna);
                Phone bob = phone("tcp", "bob")) {
            Call calling = bob.call(anna);
            page.awaitCall("called by");
            page.hangUp();
            assertThat(calling.awaitEnd()).isEqualTo("480");

            page.call(uri(bob.user()));
            bob.awaitCall().refuse("486 Busy Here");
            page.awaitCall("failed: 486");
        }
    }

    @Test
    void whoHasLeftIsNotCalled() {
        String anna = user("anna");
        try (BrowserPhone page = page(anna);
                Phone bob = phone("udp", "bob")) {
            page.unregister();
            page.awaitRegistration("none");
            assertThat(bob.call(anna).awaitEnd()).isEqualTo("404");
        }
    }

    @Test
    void aPageTakesNothingThatIsNotEncrypted() {
        String anna = user("anna");
        try (BrowserPhone page = page(anna);
                Phone bob = server.phone("udp", "bob").describing(BrowserIT::plain)) {
            Call calling = bob.call(anna);
            page.answer();
            assertThat(calling.awaitEnd()).isEqualTo("488");
        }
    }

    private static String plain(String offer) {
        return "v=0\no=- 1 1 IN IP4 127.0.0.1\ns=-\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 9 RTP/AVP 0\n";
    }

    @Test
    void thePageThatWasClosedIsForgotten() {
        String anna = user("anna");
        server.waypost().exec("cfg:set usrloc handle_lost_tcp 1");
        try {
            page(anna).close();
            WaypostContainer.await(
                    "forgotten",
                    Duration.ofSeconds(30),
                    () -> !server.waypost().exec("ul:dump location").contains(anna));
        } finally {
            server.waypost().exec("cfg:set usrloc handle_lost_tcp 0");
        }
    }

    @Test
    void aPageProvesWhoItIs() throws IOException {
        String anna = user("anna");
        String dora = user("dora");
        Files.writeString(server.waypost().config().resolve("users"), anna + ":secret\n" + dora + ":word\n");
        server.waypost().exec("cfg:set auth nonce_expire 301"); // which looks at the file at once
        server.waypost().exec("cfg:set route auth 2");
        try (BrowserPhone page = browser.open();
                BrowserPhone other = browser.open();
                BrowserPhone guesser = browser.open()) {
            guesser.register(wss(), uri(anna), "guess").awaitRegistration("failed: 401");
            assertThat(server.waypost().exec("ul:dump location")).doesNotContain(anna);
            page.register(wss(), uri(anna), "secret").awaitRegistration("registered");
            other.register(wss(), uri(dora), "word").awaitRegistration("registered");
            page.call(uri(dora));
            other.answer();
            page.awaitCall("established");
            other.hangUp();
            assertThat(page.awaitEnd()).isEqualTo("ended by remote: Terminated");
        } finally {
            server.waypost().exec("cfg:set route auth 1");
            server.waypost().exec("cfg:set auth nonce_expire 300");
        }
    }
}
