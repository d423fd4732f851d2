package org.waypost.itest.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.itest.kit.Browser;
import org.waypost.itest.kit.Ports;
import org.waypost.itest.kit.WaypostContainer;
import org.waypost.itest.phone.BrowserPhone;
import org.waypost.itest.phone.BrowserPhones;
import org.waypost.itest.phone.Call;
import org.waypost.itest.phone.Phone;
import org.waypost.itest.phone.WebRtc;
import org.waypost.sip.transport.tls.TestCertificates;

/** The page {@code docs/examples/phone.html} with JsSIP in Chromium registers over WSS, is called and calls. */
class BrowserIT {

    @TempDir
    static Path folder;

    private static WaypostContainer waypost;
    private static BrowserPhones browser;
    private static final int PORT = Ports.free();

    @BeforeAll
    static void start() {
        assumeTrue(Browser.isInstalled(), "chromium and chromedriver are not installed");
        waypost = WaypostContainer.start();
        TestCertificates.Identity identity = new TestCertificates(folder).server("localhost", "127.0.0.1");
        waypost.exec("cfg:set tls certificate " + identity.certificate());
        waypost.exec("cfg:set tls private_key " + identity.key());
        waypost.exec("cfg:set transport listen \"" + waypost.listen() + ",wss:127.0.0.1:" + PORT + "\"");
        browser = BrowserPhones.start(identity.bundle().getCertificate());
    }

    @AfterAll
    static void stop() {
        browser.close();
        waypost.close();
    }

    private static String user(String name) {
        return name + "-" + UUID.randomUUID();
    }

    private static String uri(String user) {
        return "sip:" + user + "@127.0.0.1:" + waypost.port();
    }

    private static BrowserPhone page(String user) {
        return browser.open().register("wss://127.0.0.1:" + PORT, uri(user), "").awaitRegistration("registered");
    }

    private static Phone phone(String transport, String user) {
        return Phone.of(waypost, transport, user).describing(WebRtc::describe).register();
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void isCalledByAPhoneAndCallsBack(String transport) {
        String anna = user("anna");
        try (BrowserPhone page = page(anna);
                Phone bob = phone(transport, user("bob"))) {
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
        String anna = user("anna");
        String carol = user("carol");
        try (BrowserPhone caller = page(anna);
                BrowserPhone callee = page(carol)) {
            caller.call(uri(carol));
            caller.awaitCall("ringing");
            callee.awaitCall("called by sip:" + anna);
            callee.answer();
            caller.awaitCall("established");
            caller.awaitSound();
            callee.awaitSound();
            callee.hangUp();
            assertThat(caller.awaitEnd()).isEqualTo("ended by remote: Terminated");
        }
    }
}
