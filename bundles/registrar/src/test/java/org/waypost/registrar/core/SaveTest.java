package org.waypost.registrar.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.waypost.registrar.Registrar;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipResponse;
import org.waypost.sip.StatisticsGroup;
import org.waypost.sip.transport.wire.MessageScanner;
import org.waypost.sip.transport.wire.ScanLimits;
import org.waypost.sip.transport.wire.Verdict;
import org.waypost.usrloc.Contact;

/** What a REGISTER is answered and does, with the defaults. The expectations were seen on Kamailio 5.6.3. */
class SaveTest {

    private final Harness harness = new Harness();

    @Test
    void storesWhatTheRequestSays() {
        harness.register(
                7,
                "Contact: <sip:a@h>;q=0.5;received=\"sip:9.9.9.9\";+sip.instance=\"<i>\";reg-id=3;methods=\"INVITE\"",
                "User-Agent: Phone",
                "Expires: 100");
        Contact stored = harness.stored("alice").get(0);
        assertThat(stored.uri()).isEqualTo("sip:a@h");
        assertThat(stored.received()).isEqualTo("sip:9.9.9.9");
        assertThat(stored.path()).isEmpty();
        assertThat(stored.callId()).isEqualTo("c");
        assertThat(stored.userAgent()).isEqualTo("Phone");
        assertThat(stored.socket()).isEqualTo("udp:192.0.2.1:5060");
        assertThat(stored.instance()).isEqualTo("<i>");
        assertThat(stored.expires()).isEqualTo(Harness.START + 100);
        assertThat(stored.lastModified()).isEqualTo(Harness.START);
        assertThat(stored.cseq()).isEqualTo(7);
        assertThat(stored.q()).isEqualTo(500);
        assertThat(stored.flags()).isZero();
        assertThat(stored.methods()).isEqualTo(1);
        assertThat(stored.regId()).isEqualTo(3);
        assertThat(stored.connectionId()).isEqualTo(-1);
        assertThat(stored.ruid().isNone()).isFalse();
    }

    @Test
    void listsTheParametersInOrder() {
        assertThat(harness.register(
                        1,
                        "Contact: \"A\" <sip:a@h>;x=y;reg-id=3;+sip.instance=\"<i>\";received=\"sip:9.9.9.9\";q=0.5"))
                .isEqualTo("200 OK\nContact: <sip:a@h>;q=0.5;expires=3600;received=\"sip:9.9.9.9\""
                        + ";+sip.instance=\"<i>\";reg-id=3");
    }

    @Test
    void listsContactsByQAndHeaderOrder() {
        assertThat(harness.register(
                        1, "Contact: <sip:a@h>,<sip:b@h>", "Contact: <sip:c@h>;q=0.1", "Contact: <sip:d@h>"))
                .isEqualTo("200 OK\nContact: <sip:c@h>;q=0.1;expires=3600, <sip:b@h>;expires=3600, "
                        + "<sip:a@h>;expires=3600, <sip:d@h>;expires=3600");
    }

    @Test
    void answersAQueryWithoutCountingCSeqOrCallId() {
        assertThat(harness.register(1)).isEqualTo("200 OK");
        assertThat(harness.code).isEqualTo(4);
        harness.register(5, "Contact: <sip:a@h>");
        harness.clock.addAndGet(10);
        assertThat(harness.register(1)).isEqualTo("200 OK\nContact: <sip:a@h>;expires=3590");
        String longCallId = Harness.register("<sip:alice@h>", "c".repeat(300), 1);
        assertThat(harness.save(0, "", longCallId)).startsWith("200 OK");
    }

    @Test
    void listsNoExpiredContact() {
        harness.register(1, "Contact: <sip:a@h>;expires=60", "Contact: <sip:b@h>");
        harness.clock.addAndGet(60);
        assertThat(harness.register(2)).isEqualTo("200 OK\nContact: <sip:b@h>;expires=3540");
    }

    @Test
    void removesAllAtAStarWhateverTheCSeq() {
        harness.register(5, "Contact: <sip:a@h>,<sip:b@h>");
        assertThat(harness.register(1, "Contact: *", "Expires: 0")).isEqualTo("200 OK");
        assertThat(harness.code).isEqualTo(3);
        assertThat(harness.stored("alice")).isEmpty();
    }

    @Test
    void refusesAStarThatIsNotAlone() {
        String notZero = "400 Bad Request\nP-Registrar-Error: * used in contact and expires is not zero";
        String more = "400 Bad Request\nP-Registrar-Error: * used in contact and more than 1 contact";
        String unparsable = "400 Bad Request\nP-Registrar-Error: Contact parse error";
        harness.register(1, "Contact: <sip:a@h>");
        assertThat(harness.register(2, "Contact: *")).isEqualTo(notZero);
        assertThat(harness.register(2, "Contact: *;expires=0")).isEqualTo(notZero);
        assertThat(harness.register(2, "Contact: *", "Expires: abc")).isEqualTo(notZero);
        assertThat(harness.register(2, "Contact: *", "Contact: *")).isEqualTo(notZero);
        assertThat(harness.register(2, "Contact: <sip:a@h>", "Contact: *", "Expires: 0"))
                .isEqualTo(more);
        assertThat(harness.register(2, "Contact: <sip:a@h>", "Contact: *")).isEqualTo(more);
        assertThat(harness.register(2, "Contact: <sip:a@h>, *", "Expires: 0")).isEqualTo(unparsable);
        assertThat(harness.stored("alice")).hasSize(1);
        assertThat(harness.register(2, "Contact: *, <sip:a@h>", "Expires: 0")).isEqualTo("200 OK");
    }

    @Test
    void keepsTheRegIdOfAnEmptyInstance() {
        assertThat(harness.register(1, "Contact: <sip:a@h>;+sip.instance=\"\";reg-id=1"))
                .endsWith("Contact: <sip:a@h>;expires=3600;reg-id=1");
        assertThat(harness.register(2, "Contact: <sip:b@h>;+sip.instance;reg-id=2"))
                .endsWith("<sip:b@h>;expires=3600;reg-id=2");
        assertThat(harness.register(3, "Contact: <sip:c@h>;reg-id=3")).endsWith("<sip:c@h>;expires=3600");
    }

    @Test
    void readsAPlusSignBeforeTheSecondsOfAContactOnly() {
        assertThat(harness.register(1, "Contact: <sip:a@h>;expires=+300")).endsWith("expires=300");
        assertThat(harness.register(2, "Contact: <sip:a@h>", "Expires: +600")).endsWith("expires=3600");
    }

    @Test
    void refreshesAndResetsWhatTheRequestDoesNotSay() {
        harness.register(
                1,
                "Contact: <sip:a@h>;q=0.5;received=\"sip:x\";+sip.instance=\"<i>\";reg-id=1;methods=\"INVITE\"",
                "User-Agent: Phone");
        Contact before = harness.stored("alice").get(0);
        harness.register(2, "Contact: <sip:a@h>");
        Contact after = harness.stored("alice").get(0);
        assertThat(after.ruid()).isEqualTo(before.ruid());
        assertThat(after.instance()).isEqualTo("<i>");
        assertThat(after.regId()).isEqualTo(1);
        assertThat(after.q()).isEqualTo(-1);
        assertThat(after.received()).isEmpty();
        assertThat(after.methods()).isEqualTo(-1);
        assertThat(after.userAgent()).isEqualTo("n/a");
    }

    @Test
    void makesNoNewTextsForARefresh() {
        String[] headers = {"Contact: <sip:a@h>;+sip.instance=\"<i>\";received=\"sip:x\"", "User-Agent: Phone"};
        harness.register(1, headers);
        Contact before = harness.stored("alice").get(0);
        harness.register(2, headers);
        Contact after = harness.stored("alice").get(0);
        assertThat(after.cseq()).isEqualTo(2);
        assertThat(after.uri()).isSameAs(before.uri());
        assertThat(after.callId()).isSameAs(before.callId());
        assertThat(after.userAgent()).isSameAs(before.userAgent());
        assertThat(after.instance()).isSameAs(before.instance());
        assertThat(after.received()).isSameAs(before.received());
    }

    @Test
    void takesAUserAgentOf254OctetsAndNoLongerOne() {
        harness.register(1, "Contact: <sip:a@h>", "User-Agent: " + "u".repeat(254));
        assertThat(harness.stored("alice").get(0).userAgent()).hasSize(254);
        harness.register(2, "Contact: <sip:a@h>", "User-Agent: " + "u".repeat(255));
        assertThat(harness.stored("alice").get(0).userAgent()).isEqualTo("n/a");
    }

    @Test
    void returnsWhatWasDoneLast() {
        assertThat(code(1, "Contact: <sip:a@h>")).isEqualTo(1);
        assertThat(code(2, "Contact: <sip:a@h>")).isEqualTo(2);
        assertThat(code(2, "Contact: <sip:a@h>")).as("retransmission").isEqualTo(1);
        assertThat(code(1, "Contact: <sip:a@h>")).as("stale").isEqualTo(-1);
        assertThat(code(4, "Contact: <sip:a@h>,<sip:b@h>")).as("b, then a").isEqualTo(2);
        assertThat(code(5, "Contact: <sip:c@h>,<sip:a@h>")).as("a, then c").isEqualTo(1);
        assertThat(code(6, "Contact: <sip:x@h>;expires=0")).as("unknown").isEqualTo(1);
        assertThat(code(7, "Contact: <sip:a@h>;expires=0")).isEqualTo(3);
        assertThat(code(8, "Contact: <sip:b@h>;q=7")).isEqualTo(-1);
        assertThat(code(9, "Contact: *", "Expires: 0")).isEqualTo(3);
    }

    @Test
    void checksTheCSeqOfTheSameCallIdOnly() {
        String stale = "400 Bad Request\nContact: <sip:a@h>;expires=3600\nP-Registrar-Error: Invalid CSeq number";
        harness.register(5, "Contact: <sip:a@h>");
        assertThat(harness.register(4, "Contact: <sip:a@h>;expires=100")).isEqualTo(stale);
        assertThat(harness.register(5, "Contact: <sip:a@h>;expires=0"))
                .as("retransmission")
                .isEqualTo("200 OK\nContact: <sip:a@h>;expires=3600");
        assertThat(harness.register(-1, "Contact: <sip:a@h>")).as("malformed").isEqualTo(stale);
        harness.clock.addAndGet(20);
        assertThat(harness.register(5, "Contact: <sip:a@h>")).as("later").startsWith("400 Bad Request");
        assertThat(harness.save(0, "", Harness.register("<sip:alice@h>", "other", 1, "Contact: <sip:a@h>;expires=100")))
                .isEqualTo("200 OK\nContact: <sip:a@h>;expires=100");
    }

    @Test
    void keepsWhatWasDoneToAKnownAorBeforeAnError() {
        harness.register(1, "Contact: <sip:a@h>");
        assertThat(harness.register(2, "Contact: <sip:b@h>", "Contact: <sip:c@h>;q=7", "Contact: <sip:d@h>"))
                .isEqualTo("400 Bad Request\nContact: <sip:a@h>;expires=3600, <sip:b@h>;expires=3600\n"
                        + "P-Registrar-Error: Invalid q param in contact");
        assertThat(harness.stored("alice")).hasSize(2);
    }

    @Test
    void dropsANewAorWhollyAtAnError() {
        assertThat(harness.register(2, "Contact: <sip:b@h>", "Contact: <sip:c@h>;q=7"))
                .isEqualTo("400 Bad Request\nP-Registrar-Error: Invalid q param in contact");
        assertThat(harness.stored("alice")).isEmpty();
    }

    @Test
    void refusesWhatIsTooLong() {
        String tooLong = "400 Bad Request\nP-Registrar-Error: Contact/received too long";
        assertThat(harness.register(1, "Contact: <sip:" + "a".repeat(506) + "@h>"))
                .startsWith("200 OK");
        assertThat(harness.register(2, "Contact: <sip:" + "a".repeat(507) + "@h>"))
                .isEqualTo(tooLong);
        assertThat(harness.register(3, "Contact: <sip:a@h>;received=\"" + "r".repeat(244) + "\""))
                .startsWith("200 OK");
        assertThat(harness.register(4, "Contact: <sip:a@h>;received=\"" + "r".repeat(245) + "\""))
                .isEqualTo(tooLong);
        String longest = Harness.register("<sip:bob@h>", "c".repeat(255), 1, "Contact: <sip:a@h>");
        assertThat(harness.save(0, "", longest)).startsWith("200 OK");
        String longer = Harness.register("<sip:bob@h>", "c".repeat(256), 1, "Contact: <sip:a@h>");
        assertThat(harness.save(0, "", longer))
                .isEqualTo("400 Bad Request\nContact: <sip:a@h>;expires=3600\nP-Registrar-Error: Callid too long");
    }

    @Test
    void lowersTheLimitOfContactsLive() {
        harness.set("contact_max_size", 10);
        assertThat(harness.register(1, "Contact: <sip:12345@h>")).startsWith("400");
        assertThat(harness.register(1, "Contact: <sip:1234@h>")).startsWith("200");
    }

    @Test
    void refusesBadMethodsOfAContact() {
        assertThat(harness.register(1, "Contact: <sip:a@h>;methods=\"INVITE BYE\""))
                .isEqualTo("400 Bad Request\nP-Registrar-Error: Message parse error");
        harness.register(1, "Contact: <sip:a@h>;methods", "Allow: INVITE");
        assertThat(harness.stored("alice").get(0).methods()).isZero();
    }

    @Test
    void refusesAToItCannotUse() {
        String request = Harness.register("<mailto:a@b>", "c", 1, "Contact: <sip:a@h>");
        assertThat(harness.save(0, "", request))
                .isEqualTo("400 Bad Request\nP-Registrar-Error: Error while parsing AOR");
    }

    @Test
    void takesTheGivenUriForTheAor() {
        harness.save(0, "sip:Carol@h", Harness.register("<sip:alice@h>", "c", 1, "Contact: <sip:a@h>"));
        assertThat(harness.stored("carol")).hasSize(1);
        assertThat(harness.stored("alice")).isEmpty();
        assertThat(harness.save(0, "hello", Harness.register("<sip:alice@h>", "c", 1, "Contact: <sip:a@h>")))
                .isEqualTo("400 Bad Request\nP-Registrar-Error: Error while parsing AOR");
    }

    @Test
    void keepsLineEndsOutOfWhatOthersAreSent() {
        String refused = "400 Bad Request\nP-Registrar-Error: Contact parse error";
        assertThat(harness.register(1, "Contact: <sip:a@h\r\n x>")).isEqualTo(refused);
        assertThat(harness.register(1, "Contact: <sip:a@h>;+sip.instance=\"<a\r\n b>\""))
                .isEqualTo(refused);
        assertThat(harness.register(1, "Contact: <sip:a@h>;received=\"a\r\n b\""))
                .isEqualTo(refused);
        assertThat(harness.register(1, "Contact: <sip:a@h>\r\n ;q=0.5,\r\n <sip:b@h>\r\n\t;expires\r\n =\r\n 99"))
                .isEqualTo("200 OK\nContact: <sip:a@h>;q=0.5;expires=3600, <sip:b@h>;expires=99");
    }

    @Test
    void answersAnUnknownTableWithNothing() {
        SipContext context = harness.receive(Harness.register("<sip:alice@h>", "c", 1, "Contact: <sip:a@h>"));
        assertThat(harness.registrar.save(context, "nowhere", 0, "")).isEqualTo(-1);
        assertThat(harness.replies()).isZero();
        harness.location().declare("nowhere");
        assertThat(harness.registrar.save(context, "nowhere", 0, "")).isEqualTo(1);
        assertThat(harness.location().find("nowhere", "alice")).isPresent();
        assertThat(harness.stored("alice")).isEmpty();
    }

    @Test
    void marksWhatIsToStayInMemory() {
        harness.save(Registrar.MEMORY_ONLY, "", Harness.register("<sip:bob@h>", "c", 1, "Contact: <sip:a@h>"));
        assertThat(harness.stored("bob").get(0).flags()).isEqualTo(Contact.MEMORY_ONLY);
    }

    @Test
    void storesTheAdvertisedSocketInSockMode() {
        harness.set("sock_mode", 1);
        harness.register(1, "Contact: <sip:a@h>");
        assertThat(harness.stored("alice").get(0).socket()).isEqualTo("udp:sip.example.org:5060");
    }

    @Test
    void namesTheReceivedParameterAsConfigured() {
        harness.set("received_param", "rcv");
        assertThat(harness.register(1, "Contact: <sip:a@h>;received=\"x\"")).endsWith(";rcv=\"x\"");
        harness.set("received_param", "");
        assertThat(harness.register(2)).endsWith(";expires=3600");
    }

    @Test
    void givesContactsTheDefaultQ() {
        harness.set("default_q", 300);
        assertThat(harness.register(1, "Contact: <sip:a@h>", "Contact: <sip:b@h>;q=\"\"", "Contact: <sip:c@h>;q=0.2"))
                .isEqualTo("200 OK\nContact: <sip:a@h>;q=0.3;expires=3600, <sip:b@h>;q=0.3;expires=3600, "
                        + "<sip:c@h>;q=0.2;expires=3600");
    }

    @Test
    void countsWhatItAcceptedAndRejected() {
        harness.register(1, "Contact: <sip:a@h>");
        harness.register(1);
        harness.register(1, "Contact: nonsense");
        assertThat(harness.statistics())
                .containsEntry("accepted_regs", 2L)
                .containsEntry("rejected_regs", 1L)
                .containsEntry("default_expire", 3600L)
                .containsKeys("max_expires", "max_contacts", "default_expires_range", "expires_range");
        StatisticsGroup group = harness.registrar;
        assertThat(group.group()).isEqualTo("registrar");
        group.reset();
        assertThat(harness.statistics()).containsEntry("accepted_regs", 0L).containsEntry("default_expire", 3600L);
    }

    private int code(int cseq, String... headers) {
        harness.register(cseq, headers);
        assertThat(harness.replies()).isEqualTo(1);
        return harness.code;
    }

    @Test
    void savesWhatAReplyLists() {
        SipContext context = harness.receive(
                Harness.register("<sip:alice@h>", "c", 7, "Contact: <sip:own@h>;expires=50", "User-Agent: phone"));
        context.response(reply(
                "To: <sip:alice@h>;tag=up",
                "Call-ID: c",
                "CSeq: 7 REGISTER",
                "Contact: <sip:r1@h>;expires=111;q=0.5, <sip:r2@h>;expires=222"));
        assertThat(harness.registrar.registered(context, "location", "", 0, 0)).isEqualTo(-1);
        assertThat(harness.registrar.save(context, "location", 0, "")).isEqualTo(1);
        assertThat(harness.registrar.registered(context, "location", "", 0, 0)).isEqualTo(1);
        assertThat(harness.replies()).isZero();
        assertThat(harness.stored("alice"))
                .extracting(Contact::uri, Contact::q, Contact::cseq, Contact::callId, Contact::userAgent)
                .containsExactly(tuple("sip:r1@h", 500, 7, "c", "n/a"), tuple("sip:r2@h", -1, 7, "c", "n/a"));
    }

    private static SipResponse reply(String... lines) {
        byte[] message =
                ("SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK1\r\nFrom: <sip:alice@h>;tag=f\r\n"
                                + String.join("\r\n", lines) + "\r\nContent-Length: 0\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1);
        MessageScanner scanner = new MessageScanner();
        assertThat(scanner.scan(message, 0, message.length, new ScanLimits(100, 1000)))
                .isEqualTo(Verdict.RESPONSE);
        return scanner.response();
    }
}
