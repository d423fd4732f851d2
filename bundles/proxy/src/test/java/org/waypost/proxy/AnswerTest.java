package org.waypost.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.sip.Transport;

/** Answers that cross each other or a CANCEL, and those that are put together: RFC 3261 16.7, 16.8, 16.10, RFC 6026. */
class AnswerTest {

    private TestServer server;
    private Phone caller;
    private Phone one;
    private Phone two;

    @BeforeEach
    void start() throws Exception {
        open(Map.of());
    }

    private void open(Map<String, Object> parameters) throws Exception {
        server = new TestServer(parameters);
        caller = new Phone(server.port(Transport.UDP));
        one = new Phone(server.port(Transport.UDP));
        two = new Phone(server.port(Transport.UDP));
        server.users.put("one", List.of(one.branch("one")));
        server.users.put("both", List.of(one.branch("one"), two.branch("two")));
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
        caller.close();
        server.close();
    }

    @Test
    void passesOneAnswerOnThoughTheRouteFailsAfterForwarding() throws Exception {
        server.script = context -> {
            server.lookUpAndRelay(context);
            throw new IllegalStateException("of the test");
        };
        caller.send(caller.request("INVITE", "one"));
        caller.receive("100");
        one.answer(one.receive("INVITE"), 200, "1");
        assertThat(caller.receive()).startsWith("SIP/2.0 200");
        caller.send(caller.request("OPTIONS", "nobody"));
        assertThat(caller.receive()).startsWith("SIP/2.0 404");
    }

    @Test
    void answersWhoeverHasAnOddViaFurtherDown() throws Exception {
        for (String odd : List.of("rport=1rt", "rport=99999999999", "RPORT=", "ttl=x;rport=1", "received=?;rport")) {
            String request = caller.request("INVITE", "one")
                    .replace("Max-Forwards", "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1;" + odd + "\r\nMax-Forwards");
            boolean refused = odd.startsWith("rport=");
            for (String sent :
                    List.of(request, request.replace("From: \"", "From: \"\\\"").replace("z9hG4bKt", "z9hG4bKu"))) {
                caller.send(sent);
                if (!refused) {
                    caller.receive("100");
                    one.answer(one.receive("INVITE"), 503, "1");
                }
                assertThat(caller.receive()).as(sent).startsWith("SIP/2.0 " + (refused ? 400 : 500));
            }
        }
    }

    @Test
    void endsCallsAsTheyShouldWhenTheProxyStops() throws Exception {
        String invite = caller.request("INVITE", "one");
        caller.send(invite);
        String ringing = one.receive("INVITE");
        one.answer(ringing, 180, "1");
        caller.receive("180");
        server.transactions.unbindListener(server.relay);
        server.relay.close();

        one.receive("CANCEL");
        one.answer(ringing, 487, "1");
        assertThat(one.receive()).startsWith("ACK ");
        caller.receive("503");
        server.timer.pass(500);
        String refused = caller.receive("503");
        String to = "To: " + Phone.header(refused, "To") + "\r\n";
        caller.send(invite.replace("INVITE", "ACK").replaceFirst("To: .*\r\n", to));
        caller.send(caller.request("OPTIONS", "nobody"));
        assertThat(caller.receive()).as("after the ACK was read").startsWith("SIP/2.0 404");
        assertThat(server.routed).as("the INVITE and OPTIONS").hasValue(2);
        server.timer.pass(64 * 500 + 1000);
        assertThat(caller.receive(100)).isEmpty();
        assertThat(server.transactions()).isZero();
    }

    @Test
    void passesTheChallengesOfAllOnInOneAnswer() throws Exception {
        caller.send(caller.request("INVITE", "both"));
        String first = one.receive("INVITE");
        String second = two.receive("INVITE");
        one.send(Phone.response(first, 401, "1")
                .replace("X-Answer: yes\r\n", "WWW-Authenticate: Digest realm=\"one\",\r\n  nonce=\"1\"\r\n"));
        one.receive("ACK");
        two.send(Phone.response(second, 407, "2")
                .replace(
                        "X-Answer: yes\r\n",
                        "Proxy-Authenticate: Digest realm=\"two\", nonce=\"2\"\r\nX-Other: 1\r\n"
                                + "www-authenticate: Digest realm=\"three\"\r\n"));

        String answer = caller.receive(" 40");
        assertThat(answer)
                .contains("WWW-Authenticate: Digest realm=\"one\",\r\n  nonce=\"1\"\r\n")
                .contains("Proxy-Authenticate: Digest realm=\"two\", nonce=\"2\"\r\n")
                .contains("www-authenticate: Digest realm=\"three\"\r\n");
        assertThat(answer.lines().filter(line -> line.toLowerCase().contains("-authenticate:")))
                .hasSize(3);
        assertThat(answer).endsWith("\r\n\r\nok");
    }

    @Test
    void aLoneChallengeStaysAsItIs() throws Exception {
        caller.send(caller.request("MESSAGE", "both"));
        one.send(Phone.response(one.receive(), 401, "1").replace("X-Answer: yes", "WWW-Authenticate: Digest a=b"));
        two.answer(two.receive(), 404, "2");

        assertThat(caller.receive()).startsWith("SIP/2.0 401").containsOnlyOnce("WWW-Authenticate: Digest a=b\r\n");
    }

    @Test
    void cancelsOnlyOnceTheDeviceHasAnswered() throws Exception {
        String invite = caller.request("INVITE", "one");
        caller.send(invite);
        String arrived = one.receive("INVITE");
        caller.send(cancel(invite));
        assertThat(Phone.header(caller.receive(" 200 "), "CSeq")).isEqualTo("1 CANCEL");
        assertThat(one.receive(100)).as("RFC 3261 9.1").isEmpty();
        one.answer(arrived, 100, "1");
        one.receive("CANCEL");
        one.answer(arrived, 487, "1");

        assertThat(caller.receive(" 487 ")).isNotEmpty();
    }

    @Test
    void tellsWhoHungUpThatTheCallIsOverThoughNobodyEverAnswered() throws Exception {
        String invite = caller.request("INVITE", "one");
        caller.send(invite);
        one.receive("INVITE");
        caller.send(cancel(invite));
        caller.receive(" 200 ");
        // The same thread reads this one, so the CANCEL is dealt with when it is answered.
        caller.send(caller.request("MESSAGE", "nobody"));
        caller.receive(" 404 ");
        server.timer.pass(33_000);

        assertThat(caller.receive(" 487 ")).isNotEmpty();
    }

    @Test
    void aCancelThatIsTooLateChangesNothing() throws Exception {
        String invite = caller.request("INVITE", "one");
        caller.send(invite);
        String arrived = one.receive("INVITE");
        one.answer(arrived, 180, "1");
        caller.receive(" 180 ");
        caller.send(cancel(invite));
        caller.receive(" 200 ");
        String crossed = one.receive("CANCEL");
        one.answer(arrived, 200, "1");
        one.answer(crossed, 481, "1");

        String answer = caller.receive();
        assertThat(answer).startsWith("SIP/2.0 200 ");
        assertThat(Phone.header(answer, "CSeq")).isEqualTo("1 INVITE");
        assertThat(caller.receive(100)).isEmpty();
    }

    @Test
    void absorbsAnAcceptedInviteThatComesAgainAndAnswersItsCancel() throws Exception {
        String invite = caller.request("INVITE", "one");
        caller.send(invite);
        one.answer(one.receive("INVITE"), 200, "1");
        caller.receive(" 200 ");
        caller.send(invite);
        caller.send(cancel(invite));

        String answer = caller.receive();
        assertThat(answer).startsWith("SIP/2.0 200 ");
        assertThat(Phone.header(answer, "CSeq")).isEqualTo("1 CANCEL");
        assertThat(one.receive(100)).isEmpty();
        assertThat(server.routed).hasValue(1);
    }

    @Test
    void anInviteThatRingsTooLongIsCancelledAndAnswered() throws Exception {
        stop();
        open(Map.of("fr__inv__timer", 1000));
        caller.send(caller.request("INVITE", "one"));
        String arrived = one.receive("INVITE");
        one.answer(arrived, 180, "1");
        caller.receive(" 180 ");

        assertThat(one.receive()).startsWith("CANCEL ");
        assertThat(caller.receive()).startsWith("SIP/2.0 408 ");
        one.answer(arrived, 487, "1");
        assertThat(one.receive()).startsWith("ACK ");
        assertThat(caller.receive(100)).isEmpty();
    }

    @Test
    void aLateAcceptanceGetsThroughThoughTheCallWasRefused() throws Exception {
        stop();
        open(Map.of("fr__inv__timer", 1000));
        caller.send(caller.request("INVITE", "one"));
        String arrived = one.receive("INVITE");
        one.answer(arrived, 180, "1");
        caller.receive(" 408 ");
        one.receive("CANCEL");
        one.answer(arrived, 200, "1");
        String answer = caller.receive(" 200 ");

        assertThat(answer.lines().filter(line -> line.startsWith("Via:"))).hasSize(1);
        one.answer(arrived, 200, "1");
        assertThat(caller.receive()).as("repeated").isEqualTo(answer);
    }

    @Test
    void everyProvisionalAnswerButTryingStartsTimerCAgain() throws Exception {
        stop();
        open(Map.of("fr__inv__timer", 1500));
        caller.send(caller.request("INVITE", "one"));
        String arrived = one.receive("INVITE");
        for (int i = 0; i < 4; i++) {
            one.answer(arrived, 180, "1");
            caller.receive(" 180 ");
            assertThat(one.receive(600)).isEmpty();
        }
        one.answer(arrived, 200, "1");

        assertThat(caller.receive()).startsWith("SIP/2.0 200 ");
    }

    private static String cancel(String invite) {
        return invite.replace("INVITE", "CANCEL");
    }
}
