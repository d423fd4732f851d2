package org.waypost.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.SipMessage;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.WaypostContainer;

/** Contacts that were registered over a TCP connection, and what becomes of them and of it. */
class ConnectionsIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    private static WaypostContainer waypost;

    @BeforeAll
    static void start() {
        waypost = WaypostContainer.start();
    }

    @AfterAll
    static void stop() {
        waypost.close();
    }

    @Test
    void withHandleLostTcpAContactGoesWithItsConnection() {
        waypost.exec("cfg:set usrloc handle_lost_tcp 1");
        try (SipClient observer = waypost.udp()) {
            registerAndHangUp("lost");
            WaypostContainer.await(
                    "the contact has expired",
                    SOON,
                    () -> observer.ask(Texts.query(observer, "lost")).contacts().isEmpty());
        } finally {
            waypost.exec("cfg:set usrloc handle_lost_tcp 0");
        }
    }

    @Test
    void withoutItTheContactStays() {
        try (SipClient observer = waypost.udp()) {
            registerAndHangUp("kept");
            assertThat(observer.ask(Texts.query(observer, "kept")).contacts()).hasSize(1);
        }
    }

    @Test
    void withCloseExpiredTcpTheConnectionEndsWithItsContact() {
        waypost.exec("cfg:set usrloc close_expired_tcp 1;cfg:set registrar min_expires 1");
        try (SipClient phone = waypost.tcp()) {
            register(phone, "closed", ";expires=1");
            WaypostContainer.await("the connection is closed", SOON, () -> isClosed(phone));
        } finally {
            waypost.exec("cfg:set usrloc close_expired_tcp 0;cfg:set registrar min_expires 60");
        }
    }

    @Test
    void lookupFilterMode2FindsOnlyContactsWhoseConnectionIsOpen() {
        waypost.exec("cfg:set registrar lookup_filter_mode 2");
        try (SipClient sender = waypost.udp();
                SipClient device = waypost.tcp()) {
            registerAndHangUp("filtered");
            WaypostContainer.await(
                    "the closed connection is noticed", SOON, () -> statusOfAMessage(sender, "filtered") == 404);
            register(device, "open", "");
            sender.send(Texts.message(sender, "open", waypost.port(), "Hello"));
            SipMessage message = device.await(m -> m.method().equals("MESSAGE"), SOON);
            device.send(Texts.ok(message));
            assertThat(sender.await(SipMessage::isFinal, SOON).status()).isEqualTo(200);
        } finally {
            waypost.exec("cfg:set registrar lookup_filter_mode 0");
        }
    }

    private static boolean isClosed(SipClient phone) {
        try {
            phone.send("\n\n");
            return false;
        } catch (java.io.UncheckedIOException e) {
            return true;
        }
    }

    private static int statusOfAMessage(SipClient sender, String user) {
        return sender.ask(Texts.message(sender, user, waypost.port(), "")).status();
    }

    private static void registerAndHangUp(String user) {
        try (SipClient phone = waypost.tcp()) {
            register(phone, user, "");
        }
    }

    private static void register(SipClient phone, String user, String parameters) {
        String contact = "sip:" + user + "@127.0.0.1:" + phone.localPort() + ";transport=tcp";
        SipMessage reply = phone.ask(Texts.register(phone, user, 1, "Contact: <" + contact + ">" + parameters));
        assertThat(reply.contacts()).hasSize(1);
    }
}
