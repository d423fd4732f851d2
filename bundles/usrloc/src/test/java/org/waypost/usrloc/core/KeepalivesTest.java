package org.waypost.usrloc.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.waypost.usrloc.core.Fixture.START;
import static org.waypost.usrloc.core.Fixture.contact;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.sip.Flow;
import org.waypost.sip.SipResponse;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.ContactPings;
import org.waypost.usrloc.Keepalive;
import org.waypost.usrloc.Ping;

class KeepalivesTest {

    private final Fixture f = new Fixture();
    private final Sockets sockets = new Sockets();
    private final Keepalives keepalives = new Keepalives(f.service, sockets, f.clock::get);
    private final KeepaliveAnswers answers = new KeepaliveAnswers(f.service, sockets);

    @Test
    void sendsWhatKamailioSends() {
        configure("ka_mode", 1);
        f.register("alice", at("sip:Al@192.0.2.50:5070;transport=udp;x=y"));

        keepalives.round();

        String ruid = f.contacts("alice").get(0).ruid().toString();
        assertThat(sockets.sent).singleElement().asString().matches("""
                        192.0.2.50:5070
                        OPTIONS sip:Al@192.0.2.50:5070;transport=udp;x=y SIP/2.0\r
                        Via: SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bKx.[0-9a-f]+.0\r
                        From: <sip:server@kamailio.org>;tag=%s-[0-9a-f]+\r
                        To: <sip:alice@kamailio.org>\r
                        Call-ID: ksrulka-[0-9a-f]+\r
                        CSeq: 80 OPTIONS\r
                        Content-Length: 0\r
                        \r
                        """.formatted(ruid));
    }

    @Test
    void takesMethodAndUrisFromTheParameters() {
        configure("ka_mode", 1, "ka_method", "NOTIFY", "ka_from", "sip:me@example.com", "ka_domain", "example.org");
        f.register("bob", at("sip:bob@192.0.2.50"));
        keepalives.round();
        assertThat(sockets.sent.get(0))
                .startsWith("192.0.2.50:5060\nNOTIFY sip:bob@192.0.2.50 SIP/2.0\r\n")
                .contains("From: <sip:me@example.com>;", "To: <sip:bob@example.org>\r\n", "CSeq: 80 NOTIFY\r\n");

        configure("ka_mode", 1, "use_domain", 1);
        f.register("carl@example.net", at("sip:carl@192.0.2.51"));
        keepalives.round();
        assertThat(sockets.sent.get(1)).contains("To: <sip:carl@example.net>\r\n");
    }

    @Test
    void goesAlongThePathOrToWhereTheRegisterCameFrom() {
        configure("ka_mode", 1);
        f.register(
                "a",
                at("sip:a@10.0.0.1").withReceived("sip:192.0.2.1:99").withPath("<sip:192.0.2.2:98;lr>,<sip:p2;lr>"));
        f.register("b", at("sip:b@10.0.0.1").withReceived("sip:192.0.2.3:97"));
        f.register("c", at("sip:c@[2001:db8::1]"));

        keepalives.round();

        assertThat(sockets.sent).hasSize(2);
        assertThat(sentTo("a"))
                .startsWith("192.0.2.2:98\nOPTIONS sip:a@10.0.0.1 SIP/2.0\r\n")
                .contains("\r\nRoute: <sip:192.0.2.2:98;lr>,<sip:p2;lr>\r\n");
        assertThat(sentTo("b")).startsWith("192.0.2.3:97\n").doesNotContain("Route:");
        assertThat(f.statistics()).containsEntry("keepalives_sent", 2L).containsEntry("keepalives_unsent", 1L);
    }

    @Test
    void sendsNothingThatWouldEndAHeaderLine() {
        configure("ka_mode", 1);
        f.register("a\r\nX: y", at("sip:a@192.0.2.50"));
        f.register("b", at("sip:b@192.0.2.50;x=\ny"));
        f.register("c", at("sip:c@192.0.2.50").withPath("<sip:192.0.2.2;lr>,\r\n <sip:p2;lr>"));

        keepalives.round();

        assertThat(sockets.sent).isEmpty();
        assertThat(f.statistics()).containsEntry("keepalives_unsent", 3L);
    }

    @Test
    void usesTheConnectionWhileItIsOpen() {
        configure("ka_mode", 1, "ka_interval", 10);
        Flow flow = sockets.connect(7);
        f.register("a", onConnection(at("sip:a@10.0.0.1:5065;transport=tcp"), 7));
        keepalives.round();
        assertThat(sockets.sent.get(0)).startsWith("192.0.2.77:4000\n").contains("Via: SIP/2.0/TCP 192.0.2.9:5060;");

        flow.close();
        f.clock.addAndGet(10);
        keepalives.round();
        assertThat(sockets.sent.get(1)).startsWith("10.0.0.1:5065\n").contains("Via: SIP/2.0/TCP 192.0.2.9:5060;");
    }

    /** As Kamailio 5.6.3 does: whatever bit 1 says, the others are conditions. */
    @ParameterizedTest
    @CsvSource({"0,", "1, nat tcp udp", "2, nat", "3, nat", "4, nat udp", "5, nat udp", "6, nat"})
    void sendsToTheContactsThatTheModeNames(int mode, String expected) {
        configure("ka_mode", mode, "nat_bflag", 3);
        sockets.connect(7);
        f.register("udp", at("sip:udp@192.0.2.50"));
        f.register("nat", at("sip:nat@192.0.2.50").withBranchFlags(8));
        f.register("tcp", onConnection(at("sip:tcp@192.0.2.50;transport=tcp"), 7));

        keepalives.round();

        List<String> reached = new ArrayList<>();
        for (String aor : List.of("nat", "tcp", "udp")) {
            if (sockets.sent.stream().anyMatch(message -> message.contains("To: <sip:" + aor + "@"))) {
                reached.add(aor);
            }
        }
        assertThat(String.join(" ", reached)).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void leavesOutContactsOfOtherServersAndExpiredOnes() {
        configure("ka_mode", 1, "ka_filter", 1, "server_id", 5);
        f.register("other", at("sip:other@192.0.2.50"));
        f.register("own", ofServer(at("sip:own@192.0.2.50"), 5));
        f.register("old", ofServer(at("sip:old@192.0.2.50"), 5).withExpires(START));

        keepalives.round();

        assertThat(sockets.sent).singleElement().asString().contains("To: <sip:own@");
    }

    @Test
    void sendsEachIntervalUntilItIsSwitchedOff() {
        configure("ka_mode", 1, "ka_interval", 10);
        f.register("a", at("sip:a@192.0.2.50"));
        for (int second = 0; second <= 20; second++) {
            f.clock.set(START + second);
            keepalives.round();
        }
        assertThat(sockets.sent).hasSize(3);

        configure("ka_mode", 0);
        f.clock.addAndGet(100);
        keepalives.round();
        assertThat(sockets.sent).hasSize(3);
        assertThat(f.service.keepalives().isEmpty()).isTrue();
    }

    @Test
    void measuresTheRoundTripOfTheFirstAnswer() {
        configure("ka_mode", 1);
        f.register("a", at("sip:a@192.0.2.50"));
        keepalives.round();
        Contact contact = f.contacts("a").get(0);
        assertThat(f.service.keepalive(contact.ruid())).contains(new Keepalive(START, 0));

        assertThat(answer(Sockets.answer(sockets.sent.get(0), 100))).isTrue();
        assertThat(f.statistics()).containsEntry("keepalives_answered", 0L);
        assertThat(answer(Sockets.answer(sockets.sent.get(0), 404))).isTrue();
        Keepalive known = f.service.keepalive(contact.ruid()).orElseThrow();
        assertThat(known.roundTrip()).isPositive();
        assertThat(answer(Sockets.answer(sockets.sent.get(0), 404))).isTrue();

        assertThat(f.service.keepalive(contact.ruid())).contains(known);
        assertThat(f.statistics()).containsEntry("keepalives_answered", 1L);
    }

    @Test
    void leavesOtherResponsesAlone() {
        configure("ka_mode", 1);
        f.register("a", at("sip:a@192.0.2.50"));
        keepalives.round();
        String request = sockets.sent.get(0);

        assertThat(answer(Sockets.answer(request.replace("ksrulka-", "other-"), 200)))
                .isFalse();
        assertThat(answer(Sockets.answer(request.replaceAll("(tag=.*-)[0-9a-f]+\r", "$10\r"), 200)))
                .as("a nonce that was not sent")
                .isFalse();
        assertThat(answer(Sockets.answer(request.replaceAll(";tag=.*\r", "\r"), 200)))
                .isFalse();
        assertThat(answer(Sockets.answer(request.replaceAll("tag=.*-", "tag=uloc-1-1-"), 200)))
                .isFalse();
    }

    @Test
    void countsOnlyTheAnswersThatTheCodesName() {
        configure("ka_mode", 1, "ka_reply_codes", "200,4xx");
        f.register("a", at("sip:a@192.0.2.50"));
        keepalives.round();

        assertThat(answer(Sockets.answer(sockets.sent.get(0), 500))).isTrue();
        assertThat(f.statistics()).containsEntry("keepalives_answered", 0L);
        assertThat(answer(Sockets.answer(sockets.sent.get(0), 481))).isTrue();
        assertThat(f.statistics()).containsEntry("keepalives_answered", 1L);
    }

    /** As Kamailio 5.6.3 does: ten seconds after the timeout, with the event, unless a REGISTER came meanwhile. */
    @Test
    void letsAContactThatDoesNotAnswerExpire() {
        configure("ka_mode", 1, "ka_interval", 2, "ka_timeout", 5);
        f.register("a", at("sip:a@192.0.2.50"));
        f.register("b", at("sip:b@192.0.2.50"));
        keepalives.round();
        f.clock.set(START + 5);
        keepalives.round();
        f.register("b", Fixture.call(Fixture.at(at("sip:b@192.0.2.50"), START + 5), "two", 1));
        f.clock.set(START + 6);
        keepalives.round();

        assertThat(f.contacts("a").get(0).expires()).isEqualTo(START + 16);
        assertThat(f.contacts("b").get(0).expires()).isEqualTo(START + 3600);
        f.clock.set(START + 16);
        f.service.sweep();
        assertThat(f.heardKinds()).endsWith("EXPIRE sip:a@192.0.2.50");
        assertThat(f.statistics()).containsEntry("keepalives_timed_out", 1L);
    }

    @Test
    void looksUpNamesOnAThreadOfItsOwnUntilItIsStopped() throws Exception {
        configure("ka_mode", 1);
        f.register("a", at("sip:a@localhost:5099"));
        keepalives.start();

        assertThat(sockets.sentSomething.await(10, TimeUnit.SECONDS)).isTrue();
        keepalives.stop();

        assertThat(sockets.sent).singleElement().asString().startsWith("127.0.0.1:5099\n");
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("waypost-usrloc-keepalive");
    }

    @Test
    void pingsContactsThatSomebodyElseNames() {
        configure("nat_bflag", 3);
        keepalives.pings = pings(Ping.Kind.ZEROS, "");
        f.register(
                "in", at("sip:in@192.0.2.50").withPath("<sip:192.0.2.2:98;lr>").withBranchFlags(8));
        f.register("out", at("sip:out@192.0.2.51"));
        keepalives.round();
        f.clock.addAndGet(9);
        keepalives.round();
        assertThat(sockets.sent).containsExactly("192.0.2.50:5060\n\0\0\0\0");

        f.clock.addAndGet(1);
        keepalives.round();
        assertThat(sockets.sent).hasSize(2);
        assertThat(f.service.keepalive(f.contacts("in").get(0).ruid()))
                .as("zeros have no answer that could be missed")
                .isEmpty();
        assertThat(f.statistics()).containsEntry("keepalives_sent", 2L);
    }

    @Test
    void pingsConnectionsWithAnEmptyLineWhileTheyAreOpen() {
        configure("nat_bflag", 3);
        keepalives.pings = pings(Ping.Kind.CRLF, "");
        Flow flow = sockets.connect(7);
        f.register("tcp", onConnection(at("sip:tcp@192.0.2.50;transport=tcp").withBranchFlags(8), 7));
        keepalives.round();
        flow.close();
        f.clock.addAndGet(10);
        keepalives.round();

        assertThat(sockets.sent).containsExactly("192.0.2.77:4000\n\r\n\r\n");
        assertThat(f.statistics()).containsEntry("keepalives_unsent", 1L);
    }

    @Test
    void givesUpContactsThatDoNotAnswerThePingsOfSomebodyElse() {
        configure("nat_bflag", 3);
        keepalives.pings = pings(Ping.Kind.REQUEST, "udp:192.0.2.9:5060");
        f.register("a", at("sip:a@192.0.2.50").withBranchFlags(8));
        keepalives.round();
        assertThat(sockets.sent)
                .singleElement()
                .asString()
                .contains("INFO sip:a@192.0.2.50 SIP/2.0\r\n", "From: <sip:pinger@example.com>;tag=");
        f.clock.set(START + 31);
        keepalives.round();
        assertThat(f.contacts("a").get(0).expires()).isEqualTo(START + 31 + Keepalives.GRACE);
    }

    @Test
    void leavesWhatIsKeptAliveAlreadyToItsOwnParameters() {
        configure("nat_bflag", 3, "ka_mode", 1);
        keepalives.pings = pings(Ping.Kind.ZEROS, "");
        f.register("a", at("sip:a@192.0.2.50").withBranchFlags(8));
        keepalives.round();
        assertThat(sockets.sent).singleElement().asString().contains("OPTIONS sip:a@192.0.2.50 ");
    }

    private static ContactPings pings(Ping.Kind kind, String socket) {
        return new ContactPings() {
            @Override
            public boolean isActive() {
                return true;
            }

            @Override
            public Optional<Ping> of(Contact contact, int natFlag, int serverId) {
                return (contact.cflags() & natFlag) == 0
                        ? Optional.empty()
                        : Optional.of(new Ping(kind, 10, 0, 30, "INFO", "sip:pinger@example.com", socket));
            }
        };
    }

    @Test
    void forgetsContactsThatAreGone() {
        configure("ka_mode", 1);
        f.register("a", at("sip:a@192.0.2.50"));
        keepalives.round();
        f.service.update("location", "a", edit -> {
            edit.delete(edit.contacts().get(0));
            return true;
        });
        keepalives.round();

        assertThat(f.service.keepalives().isEmpty()).isTrue();
    }

    private void configure(Object... keysAndValues) {
        Object[] all = new Object[keysAndValues.length + 2];
        all[0] = "ka_randomize";
        all[1] = 0;
        System.arraycopy(keysAndValues, 0, all, 2, keysAndValues.length);
        f.configure(all);
    }

    private boolean answer(SipResponse response) {
        return answers.absorbs(sockets.connect(99), response);
    }

    private String sentTo(String aor) {
        return sockets.sent.stream()
                .filter(message -> message.contains("To: <sip:" + aor + "@"))
                .findFirst()
                .orElseThrow();
    }

    private static Contact at(String uri) {
        return contact("x").withUri(uri);
    }

    static Contact onConnection(Contact c, int connectionId) {
        return with(c, "tcp:192.0.2.9:5060", c.serverId(), connectionId);
    }

    private static Contact ofServer(Contact c, int serverId) {
        return with(c, c.socket(), serverId, c.connectionId());
    }

    private static Contact with(Contact c, String socket, int serverId, int connectionId) {
        return new Contact(
                c.ruid(),
                c.uri(),
                c.received(),
                c.path(),
                c.callId(),
                c.userAgent(),
                socket,
                c.instance(),
                c.expires(),
                c.lastModified(),
                c.cseq(),
                c.q(),
                c.flags(),
                c.cflags(),
                c.methods(),
                c.regId(),
                serverId,
                connectionId);
    }
}
