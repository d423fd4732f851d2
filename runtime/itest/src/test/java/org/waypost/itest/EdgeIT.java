package org.waypost.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.SipMessage;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.WaypostContainer;

/**
 * An edge and a registrar, set up as {@code docs/outbound.md} tells: calls come back over the connections that a phone opened to the edge,
 * and over another of them when one is gone (RFC 5626).
 */
class EdgeIT {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String INSTANCE = "\"<urn:uuid:00000000-0000-1000-8000-000a95a0e128>\"";

    private static WaypostContainer registrar;
    private static WaypostContainer edge;
    private static int users;

    private String user;

    @BeforeAll
    static void start() {
        registrar = WaypostContainer.start();
        registrar.exec("cfg:set registrar use_path 1;cfg:set registrar path_mode 1;cfg:set registrar outbound_mode 1");
        edge = WaypostContainer.start();
        edge.exec("cfg:set path registrar sip:127.0.0.1:" + registrar.port());
    }

    @AfterAll
    static void stop() {
        edge.close();
        registrar.close();
    }

    @BeforeEach
    void nextUser() {
        user = "edge" + ++users;
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:127.0.0.1:%d", "sip:127.0.0.1:%d;transport=tcp"})
    void aCallToThePublicGruuComesOverTheConnectionThePhoneOpened(String to) {
        edge.exec("cfg:set path registrar '" + to.formatted(registrar.port()) + "'");
        try (SipClient phone = edge.tcp();
                SipClient caller = registrar.udp();
                SipClient along = edge.udp()) {
            SipMessage registered = register(phone, 1, 1);
            assertThat(registered.header("Require")).contains("outbound");
            assertThat(registered.header("Path").orElse("")).contains("127.0.0.1:" + edge.port(), ";lr", ";ob");
            String gruu = gruu(registered);
            assertThat(gruu).startsWith("sip:" + user + "@waypost.test;gr=urn:uuid:");

            caller.send(invite(caller, gruu, 1));
            SipMessage ringing = phone.await(m -> m.method().equals("INVITE") && !m.isReply(), SOON);
            assertThat(ringing.startLine()).contains(contact(phone));
            phone.send(answer(ringing, phone));
            SipMessage answered = caller.await(SipMessage::isFinal, SOON);
            assertThat(answered.status()).isEqualTo(200);

            List<String> route = answered.all("Record-Route");
            assertThat(route).as("the edge stays in the dialog").isNotEmpty();
            along.send(inDialog("ACK", answered, along, route, 1));
            assertThat(phone.await(m -> !m.isReply(), SOON).method()).isEqualTo("ACK");
            along.send(inDialog("BYE", answered, along, route, 2));
            SipMessage bye = phone.await(m -> !m.isReply() && !m.method().equals("ACK"), SOON);
            assertThat(bye.method()).isEqualTo("BYE");
            phone.send(Texts.ok(bye));
            assertThat(along.await(SipMessage::isFinal, SOON).status()).isEqualTo(200);
        }
    }

    @Test
    void whenAConnectionIsCutCallsComeOverTheOther() {
        try (SipClient first = edge.tcp();
                SipClient second = edge.tcp();
                SipClient caller = registrar.udp()) {
            register(first, 1, 1);
            assertThat(register(second, 2, 2).contacts()).hasSize(2);
            SipClient rang = ring(caller, 1, first, second);
            rang.close();
            assertThat(ring(caller, 2, rang == first ? second : first)).isNotSameAs(rang);
        }
    }

    /** RFC 5627 5.2: a GRUU stands for a device, whichever of its flows are left; Kamailio finds one of them. */
    @Test
    void byTheRfcACallToTheGruuComesOverTheOtherToo() {
        registrar.exec("cfg:set registrar compat rfc");
        try (SipClient first = edge.tcp();
                SipClient second = edge.tcp();
                SipClient caller = registrar.udp()) {
            register(first, 1, 1);
            String gruu = gruu(register(second, 2, 2));
            SipClient rang = ringAt(gruu, caller, 1, first, second);
            rang.close();
            ringAt(gruu, caller, 2, rang == first ? second : first);
        } finally {
            registrar.exec("cfg:set registrar compat kamailio");
        }
    }

    @Test
    void whenAllConnectionsAreCutTheCallerIsTold() {
        try (SipClient phone = edge.tcp();
                SipClient caller = registrar.udp()) {
            register(phone, 1, 1);
            assertThat(ring(caller, 1, phone)).isSameAs(phone);
            phone.close();
            caller.send(invite(caller, "sip:" + user + "@waypost.test", 2));
            assertThat(caller.await(m -> m.isFinal() && cseq(m) == 2, SOON).status())
                    .isIn(430, 480);
        }
    }

    /** The flow that comes back is the first or the second: that the other one is dead must be found out in either case. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whenTheEdgeRestartsCallsComeOverTheFlowThatIsBack(int back) {
        try (SipClient first = edge.tcp();
                SipClient second = edge.tcp();
                SipClient caller = registrar.udp()) {
            register(first, 1, 1);
            register(second, 2, 2);
            ring(caller, 1, first, second);
            assertThat(edge.terminate()).isZero();
            edge = edge.restart();
            try (SipClient again = edge.tcp()) {
                assertThat(register(again, back, 3).contacts()).hasSize(2);
                ring(caller, 2, again);
            }
        }
    }

    @Test
    void withoutAnEdgeCallsComeOverTheConnectionToTheRegistrarThatIsOpen() {
        try (SipClient first = registrar.tcp();
                SipClient second = registrar.tcp();
                SipClient caller = registrar.udp()) {
            register(first, 1, 1);
            assertThat(register(second, 2, 2).contacts()).hasSize(2);
            SipClient rang = ring(caller, 1, first, second);
            rang.close();
            ring(caller, 2, rang == first ? second : first);
        }
    }

    /** Calls the AoR; exactly one of the phones must ring, answers, and is returned. */
    private SipClient ring(SipClient caller, int cseq, SipClient... phones) {
        return ringAt("sip:" + user + "@waypost.test", caller, cseq, phones);
    }

    private SipClient ringAt(String uri, SipClient caller, int cseq, SipClient... phones) {
        caller.send(invite(caller, uri, cseq));
        long end = System.nanoTime() + SOON.toNanos();
        while (System.nanoTime() < end) {
            for (SipClient phone : phones) {
                Optional<SipMessage> ringing = phone.receive(Duration.ofMillis(50))
                        .filter(m -> m.method().equals("INVITE") && !m.isReply() && cseq(m) == cseq);
                if (ringing.isPresent()) {
                    phone.send(answer(ringing.get(), phone));
                    SipMessage answered = caller.await(m -> m.isFinal() && cseq(m) == cseq, SOON);
                    assertThat(answered.status()).as(answered.text()).isEqualTo(200);
                    assertThat(answered.header("Contact").orElse("")).contains(contact(phone));
                    return phone;
                }
            }
        }
        throw new AssertionError("no phone rang; the caller got " + caller.receive(Duration.ofMillis(100)));
    }

    private SipMessage register(SipClient phone, int regId, int cseq) {
        String contact = "Contact: <" + contact(phone) + ";ob>;+sip.instance=" + INSTANCE + ";reg-id=" + regId;
        String text = Texts.register(phone, user, cseq, contact, "Supported: path, gruu, outbound");
        // RFC 5626 4.2.1: a flow registered under another Call-ID would replace the flows of this instance
        SipMessage reply = phone.ask(text.replaceFirst("(?m)^Call-ID: .*", "Call-ID: " + user));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply;
    }

    private static String gruu(SipMessage registered) {
        return registered.contacts().get(0).replaceAll(".*;pub-gruu=\"([^\"]+)\".*", "$1");
    }

    private String contact(SipClient phone) {
        return "sip:" + user + "@127.0.0.1:" + phone.localPort() + ";transport=tcp";
    }

    private String invite(SipClient caller, String uri, int cseq) {
        return """
                INVITE %1$s SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:%2$d;branch=z9hG4bKinvite%3$s%4$d
                Max-Forwards: 70
                From: <sip:caller@waypost.test>;tag=%3$s%4$d
                To: <sip:%3$s@waypost.test>
                Call-ID: call-%3$s-%4$d
                CSeq: %4$d INVITE
                Contact: <sip:caller@127.0.0.1:%2$d>
                Content-Length: 0

                """.formatted(uri, caller.localPort(), user, cseq);
    }

    private String answer(SipMessage invite, SipClient phone) {
        return Texts.ok(invite).replace("Content-Length", "Contact: <" + contact(phone) + ";ob>\nContent-Length");
    }

    private String inDialog(String method, SipMessage answered, SipClient along, List<String> route, int number) {
        String target = answered.header("Contact").orElseThrow().replaceAll("^<(.*)>$", "$1");
        // RFC 3261 12.1.2: a caller's route set is the Record-Route in reverse
        StringBuilder routes = new StringBuilder();
        route.forEach(value -> routes.insert(0, "Route: " + value + "\n"));
        return """
                %1$s %2$s SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:%3$d;branch=z9hG4bK%1$s%4$s
                Max-Forwards: 70
                %5$sFrom: %6$s
                To: %7$s
                Call-ID: %8$s
                CSeq: %9$d %1$s
                Content-Length: 0

                """.formatted(
                        method,
                        target,
                        along.localPort(),
                        user,
                        routes,
                        answered.header("From").orElseThrow(),
                        answered.header("To").orElseThrow(),
                        answered.header("Call-ID").orElseThrow(),
                        number);
    }

    private static int cseq(SipMessage message) {
        return Integer.parseInt(message.header("CSeq").orElse("0 ").split(" ")[0]);
    }
}
