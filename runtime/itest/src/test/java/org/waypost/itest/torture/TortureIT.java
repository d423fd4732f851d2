package org.waypost.itest.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.itest.kit.Ports;
import org.waypost.itest.kit.SharedContainer;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.WaypostContainer;
import org.waypost.itest.torture.RawSocket.Answers;

/**
 * The torture tests of RFC 4475, sent as they stand there: each is answered as {@code torture/answers.csv} says, what is valid is
 * forwarded unharmed, and none leaves a trace in the log.
 */
@ExtendWith(SharedContainer.class)
class TortureIT {

    private static final String OUT_OF_STEP = " …";

    private final WaypostContainer waypost;
    private int logged;

    TortureIT(WaypostContainer waypost) {
        this.waypost = waypost;
    }

    @BeforeEach
    void look() {
        logged = waypost.log().length();
    }

    @AfterEach
    void logsNothingAndGoesOn() {
        assertThat(waypost.log().substring(logged)).doesNotContain("WARN", "ERROR", "Exception");
        try (SipClient phone = waypost.udp()) {
            assertThat(phone.ask(Texts.query(phone, "torture")).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvFileSource(resources = TortureMessage.TABLE, delimiter = '|')
    void answersOverUdp(String name, String section, String udp) throws IOException {
        TortureMessage message = TortureMessage.of(name);
        try (RawSocket socket = RawSocket.udp(waypost.port(), message.replyPort())) {
            socket.send(message.repliedAt(socket.port()).octets());
            check(message, marked(socket), udp);
        }
    }

    @ParameterizedTest(name = "{0}: {3}")
    @CsvFileSource(resources = TortureMessage.TABLE, delimiter = '|')
    void answersOverTcp(String name, String section, String udp, String tcp) throws IOException {
        TortureMessage message = TortureMessage.of(name);
        try (RawSocket socket = RawSocket.tcp(waypost.port())) {
            socket.send(message.octets());
            if (tcp.startsWith("waits ")) {
                socket.send(message.missing());
                check(message, marked(socket), tcp.substring("waits ".length()));
            } else if (tcp.endsWith(OUT_OF_STEP)) {
                check(message, socket.answers(tcp.split(" ").length - 1), tcp.replace(OUT_OF_STEP, ""));
            } else {
                check(message, tcp.endsWith("closed") ? socket.answersToTheEnd() : marked(socket), tcp);
            }
        }
    }

    @Test
    void countsThem() throws IOException {
        long refused = waypost.statistic("core:rcv_requests_invite");
        long dropped = waypost.statistic("core:drop_not_sip");
        long strays = waypost.statistic("transactions:stray_responses");
        try (RawSocket socket = RawSocket.tcp(waypost.port())) {
            for (String name : new String[] {"badinv01", "quotbal", "bigcode", "unreason", "noreason", "scalarlg"}) {
                socket.send(TortureMessage.of(name).octets());
            }
            assertThat(marked(socket).summary()).isEqualTo("400 400");
        }
        assertThat(waypost.statistic("core:rcv_requests_invite") - refused).isEqualTo(2);
        assertThat(waypost.statistic("core:drop_not_sip") - dropped).isEqualTo(1);
        assertThat(waypost.statistic("transactions:stray_responses") - strays).isEqualTo(3);
    }

    @Test
    void namesTheOptionsNoProxyHereKnows() throws IOException {
        assertThat(answerOverTcp("bext01"))
                .contains("\r\nUnsupported: noProxiesSupportThis, norDoAnyProxiesSupportThis\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "cparam01, <sip:+19725552222@gw1.example.net>;",
        "cparam02, <sip:+19725552222@gw1.example.net;unknownparam>;",
        "regescrt, <sip:user@example.com?Route=%3Csip:sip.example.com%3E>;"
    })
    void keepsTheContact(String name, String contact) throws IOException {
        assertThat(answerOverTcp(name)).contains("\r\nContact: " + contact);
    }

    @Test
    void registersUsersWithNulsByTheRfc() throws IOException {
        waypost.exec("cfg:set registrar compat rfc");
        try {
            assertThat(answerOverTcp("escnull"))
                    .startsWith("SIP/2.0 200 ")
                    .contains("<sip:%00@host5.example.com>;", "<sip:%00%00@host5.example.com>;");
        } finally {
            waypost.exec("cfg:set registrar compat kamailio");
        }
    }

    /** RFC 3261 16.6: what a proxy does not know it leaves alone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "wsinv",
                "intmeth",
                "esc01",
                "lwsdisp",
                "longreq",
                "semiuri",
                "transports",
                "mpart01",
                "badbranch",
                "invut",
                "sdp01",
                "inv2543"
            })
    void forwardsUnharmed(String name) throws IOException {
        TortureMessage message = TortureMessage.of(name);
        try (RawSocket device = RawSocket.udp(waypost.port(), Ports.free());
                RawSocket caller = RawSocket.udp(waypost.port(), message.replyPort())) {
            message = message.repliedAt(caller.port());
            try (SipClient phone = waypost.udp()) {
                String contact = "Contact: <sip:device@" + device.address() + ">";
                assertThat(phone.ask(Texts.register(phone, message.calledUser(), 1, contact))
                                .status())
                        .isEqualTo(200);
            }
            caller.send(message.octets());
            TortureMessage came = new TortureMessage(name, device.read().orElseThrow());
            device.send(came.answer("486 Busy Here"));
            assertThat(came.startLine()).isEqualTo(message.method() + " sip:device@" + device.address() + " SIP/2.0");
            assertThat(came.lastingHeaders()).containsExactlyInAnyOrderElementsOf(message.lastingHeaders());
            assertThat(came.body()).isEqualTo(message.body());

            TortureMessage answered = finalAnswer(caller, name);
            caller.send(message.ack(answered));
            assertThat(answered.startLine()).isEqualTo("SIP/2.0 486 Busy Here");
            assertThat(answered.vias()).hasSameSizeAs(message.vias());
            assertThat(answered.vias().subList(1, answered.vias().size()))
                    .isEqualTo(message.vias().subList(1, message.vias().size()));
        } finally {
            forget(message.calledUser());
        }
    }

    private static TortureMessage finalAnswer(RawSocket caller, String name) throws IOException {
        TortureMessage answer;
        do {
            answer = new TortureMessage(name, caller.read().orElseThrow());
        } while (answer.startLine().startsWith("SIP/2.0 1"));
        return answer;
    }

    private void check(TortureMessage message, Answers answers, String expected) throws IOException {
        assertThat(answers.summary()).isEqualTo(expected);
        if (expected.startsWith("200")) {
            forget(message.registeredUser());
        }
    }

    private String answerOverTcp(String name) throws IOException {
        TortureMessage message = TortureMessage.of(name);
        try (RawSocket socket = RawSocket.tcp(waypost.port())) {
            socket.send(message.octets());
            Answers answers = marked(socket);
            forget(message.registeredUser());
            return answers.messages().get(0);
        }
    }

    /** What comes before the answer to a request that is sent now. */
    static Answers marked(RawSocket socket) throws IOException {
        String mark = "mark-" + UUID.randomUUID();
        socket.send("""
                REGISTER sip:waypost.test SIP/2.0\r
                Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK%1$s;rport\r
                From: <sip:mark@waypost.test>;tag=mark\r
                To: <sip:mark@waypost.test>\r
                Call-ID: %1$s\r
                CSeq: 1 REGISTER\r
                Content-Length: 0\r
                \r
                """.formatted(mark));
        return socket.answersUntil(mark);
    }

    private void forget(String user) {
        try (SipClient phone = waypost.udp()) {
            phone.ask(Texts.register(phone, user, 2, "Contact: *", "Expires: 0"));
        }
    }
}
