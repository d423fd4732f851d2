package org.waypost.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.waypost.itest.kit.Outcome;
import org.waypost.itest.kit.Ports;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.SipMessage;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.WaypostContainer;

/** Parameters change in the running container, by command and by editor, and stay changed. */
class LiveChangeIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    private static WaypostContainer waypost;

    @BeforeAll
    static void start() {
        waypost = WaypostContainer.start();
    }

    @AfterEach
    void setBack() {
        waypost.exec("cfg:set registrar default_expires 3600");
    }

    @AfterAll
    static void stop() {
        waypost.close();
    }

    @Test
    void aCommandChangesTheNextAnswerAndSurvivesARestart() {
        try (SipClient phone = waypost.udp()) {
            assertThat(grantedSeconds(phone, "before")).isEqualTo(3600);
            waypost.exec("cfg:set registrar default_expires 1800");
            assertThat(grantedSeconds(phone, "after")).isEqualTo(1800);
            assertThat(waypost.exec("cfg:get registrar default_expires")).contains("1800");
        }
        assertThat(waypost.terminate()).isZero();
        waypost = waypost.restart();
        try (SipClient phone = waypost.udp()) {
            assertThat(grantedSeconds(phone, "restarted")).isEqualTo(1800);
        }
    }

    @Test
    void anEditedFileChangesTheNextAnswerAndSurvivesARestart() {
        try (SipClient phone = waypost.udp()) {
            assertThat(grantedSeconds(phone, "before")).isEqualTo(3600);
            waypost.edit("waypost.registrar", "default_expires", "1800");
            WaypostContainer.await("edited default_expires is used", SOON, () -> grantedSeconds(phone, "poll") == 1800);
        }
        assertThat(waypost.terminate()).isZero();
        waypost = waypost.restart();
        try (SipClient phone = waypost.udp()) {
            assertThat(grantedSeconds(phone, "restarted")).isEqualTo(1800);
        }
    }

    @Test
    void anInvalidValueIsRefusedAndChangesNothing() {
        Outcome refused = waypost.script("exec", "cfg:set registrar default_expires -7");
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.output()).contains("default_expires", "-7").containsPattern("\\d+\\.\\.\\d+");
        assertThat(waypost.script("exec", "cfg:set registrar default_expires soon")
                        .output())
                .contains("default_expires", "soon")
                .containsPattern("\\d+\\.\\.\\d+");
        try (SipClient phone = waypost.udp()) {
            assertThat(grantedSeconds(phone, "phone")).isEqualTo(3600);
        }
        assertThat(waypost.exec("cfg:get registrar default_expires")).contains("3600");
    }

    @Test
    void anInvalidValueInAFileIsReportedAndTheLastGoodOneStays() {
        waypost.exec("cfg:set registrar default_expires 1800");
        waypost.edit("waypost.registrar", "default_expires", "-9");
        WaypostContainer.await(
                "a warning names the refused value",
                SOON,
                () -> waypost.log()
                        .lines()
                        .anyMatch(line ->
                                line.contains("WARN") && line.contains("default_expires") && line.contains("-9")));
        try (SipClient phone = waypost.udp()) {
            assertThat(grantedSeconds(phone, "phone")).isEqualTo(1800);
        }
    }

    @Test
    void anUnknownParameterIsRefused() {
        Outcome refused = waypost.script("exec", "cfg:set registrar defualt_expires 1800");
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.output()).contains("defualt_expires");
    }

    @Test
    void changingListenClosesNoneOfTheOtherListeners() throws Exception {
        int more = Ports.free();
        try (SipClient connected = waypost.tcp();
                SipClient phone = waypost.udp()) {
            assertThat(grantedSeconds(connected, "tcp")).isEqualTo(3600);
            waypost.exec("cfg:set transport listen '" + waypost.listen()
                    + ",udp:127.0.0.1:%1$d,tcp:127.0.0.1:%1$d'".formatted(more));
            try (SipClient newUdp = SipClient.udp("127.0.0.1", more);
                    SipClient newTcp = SipClient.tcp("127.0.0.1", more)) {
                assertThat(grantedSeconds(newUdp, "new-udp")).isEqualTo(3600);
                assertThat(grantedSeconds(newTcp, "new-tcp")).isEqualTo(3600);
                assertThat(grantedSeconds(connected, "tcp-still-open")).isEqualTo(3600);
                assertThat(grantedSeconds(phone, "udp-still-open")).isEqualTo(3600);
            }
            waypost.exec("cfg:set transport listen '" + waypost.listen() + "'");
            assertThat(grantedSeconds(connected, "tcp-after-removal")).isEqualTo(3600);
            assertThat(grantedSeconds(phone, "udp-after-removal")).isEqualTo(3600);
            WaypostContainer.await("the removed listener is closed", SOON, () -> refusesConnections(more));
        }
    }

    private static boolean refusesConnections(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return !socket.isConnected();
        } catch (ConnectException e) {
            return true;
        } catch (java.io.IOException e) {
            return false;
        }
    }

    /** Registers without naming an expiry and returns what was granted. */
    private static int grantedSeconds(SipClient phone, String user) {
        String contact = "sip:" + user + "@127.0.0.1:" + phone.localPort();
        int cseq = (int) (System.nanoTime() / 1_000_000 & 0x3FFFFFFF);
        SipMessage reply = phone.ask(Texts.register(phone, user, cseq, "Contact: <" + contact + ">"));
        assertThat(reply.status()).isEqualTo(200);
        return reply.expiresOf(contact).orElseThrow();
    }
}
