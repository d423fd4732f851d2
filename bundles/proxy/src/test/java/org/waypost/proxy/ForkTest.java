package org.waypost.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.sip.Branch;
import org.waypost.sip.Transport;

/** INVITE and several targets: RFC 3261 16.7, 16.10, 16.11. */
class ForkTest {

    private TestServer server;
    private Phone caller;
    private Phone one;
    private Phone two;
    private Phone three;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer();
        caller = new Phone(server.port(Transport.UDP));
        one = new Phone(server.port(Transport.UDP));
        two = new Phone(server.port(Transport.UDP));
        three = new Phone(server.port(Transport.UDP));
        server.users.put("all", List.of(one.branch("one"), two.branch("two"), three.branch("three")));
        server.users.put("one", List.of(one.branch("one")));
    }

    @AfterEach
    void stop() {
        caller.close();
        one.close();
        two.close();
        three.close();
        server.close();
    }

    @Test
    void cancelsTheOthersWhenOneAnswers() throws Exception {
        caller.send(caller.request("INVITE", "all"));
        assertThat(caller.receive()).startsWith("SIP/2.0 100 ");
        String first = one.receive("INVITE");
        String second = two.receive("INVITE");
        String third = three.receive("INVITE");
        one.answer(first, 180, "1");
        assertThat(caller.receive()).startsWith("SIP/2.0 180 ");
        two.answer(second, 183, "2");
        assertThat(caller.receive()).startsWith("SIP/2.0 183 ");
        three.answer(third, 200, "3");

        String answer = caller.receive();
        assertThat(answer).startsWith("SIP/2.0 200 ");
        assertThat(Phone.header(answer, "To")).endsWith(";tag=3");
        for (Phone loser : List.of(one, two)) {
            String invite = loser == one ? first : second;
            String cancel = loser.receive("CANCEL");
            assertThat(Phone.header(cancel, "Via")).isEqualTo(Phone.header(invite, "Via"));
            assertThat(cancel.lines().findFirst().orElse("").substring(6))
                    .isEqualTo(invite.lines().findFirst().orElse("").substring(6));
            assertThat(Phone.header(cancel, "CSeq")).isEqualTo("1 CANCEL");
            loser.answer(cancel, 200, "x");
            loser.answer(invite, 487, "x");
            assertThat(loser.receive("ACK")).contains(";tag=x");
        }
        assertThat(caller.receive(100)).isEmpty();
        assertThat(three.receive(100)).isEmpty();
        assertThat(server.statistic("inuse_transactions")).isZero();
    }

    @Test
    void cancelsAsSoonAsItMay() throws Exception {
        caller.send(caller.request("INVITE", "all"));
        String first = one.receive("INVITE");
        String second = two.receive("INVITE");
        one.answer(first, 200, "1");
        caller.receive(" 200 ");
        assertThat(two.receive(100)).as("no CANCEL before a provisional answer").isEmpty();
        two.answer(second, 180, "2");

        assertThat(two.receive()).startsWith("CANCEL ");
        assertThat(caller.receive(100)).as("nothing of a call that is lost").isEmpty();
    }

    @Test
    void passesTheBestRefusalOn() throws Exception {
        caller.send(caller.request("INVITE", "all"));
        one.answer(one.receive("INVITE"), 503, "1");
        two.answer(two.receive("INVITE"), 486, "2");
        assertThat(one.receive()).startsWith("ACK ");
        assertThat(two.receive()).startsWith("ACK ");
        three.answer(three.receive("INVITE"), 407, "3");

        assertThat(caller.receive(" 407 ")).contains(";tag=3");
    }

    @Test
    void aDecliningDeviceEndsTheCall() throws Exception {
        caller.send(caller.request("INVITE", "all"));
        String first = one.receive("INVITE");
        String second = two.receive("INVITE");
        one.answer(first, 180, "1");
        caller.receive(" 180 ");
        two.answer(second, 180, "2");
        caller.receive(" 180 ");
        three.answer(three.receive("INVITE"), 603, "3");
        one.receive("CANCEL");
        two.receive("CANCEL");
        one.answer(first, 487, "1");
        two.answer(second, 487, "2");

        assertThat(caller.receive(" 603 ")).contains(";tag=3");
    }

    @Test
    void passesACancelOn() throws Exception {
        String invite = caller.request("INVITE", "one");
        caller.send(invite);
        String arrived = one.receive("INVITE");
        one.answer(arrived, 180, "1");
        caller.receive(" 180 ");
        caller.send(cancel(invite));

        assertThat(Phone.header(caller.receive(" 200 "), "CSeq")).isEqualTo("1 CANCEL");
        one.answer(one.receive("CANCEL"), 200, "1");
        one.answer(arrived, 487, "1");
        assertThat(one.receive()).startsWith("ACK ");
        String refused = caller.receive();
        assertThat(refused).startsWith("SIP/2.0 487 ");
        assertThat(Phone.header(refused, "CSeq")).isEqualTo("1 INVITE");
    }

    @Test
    void repeatsARefusalUntilItIsAcknowledged() throws Exception {
        String invite = caller.request("INVITE", "one");
        caller.send(invite);
        one.answer(one.receive("INVITE"), 486, "1");
        caller.receive(" 486 ");
        Optional<String> again = Optional.empty();
        for (int i = 0; i < 50 && again.isEmpty(); i++) {
            server.timer.pass(500);
            again = caller.receive(100);
        }
        assertThat(again.orElse("nothing")).startsWith("SIP/2.0 486 ");
        caller.send(invite.replace("INVITE", "ACK").replaceFirst("To: (.*)\r\n", "To: $1;tag=1\r\n"));
        caller.send(caller.request("MESSAGE", "nobody"));
        caller.receive(" 404 ");
        server.timer.pass(4000);

        assertThat(caller.receive(100)).isEmpty();
        assertThat(one.receive()).as("the ACK of the proxy").startsWith("ACK ");
        assertThat(one.receive(100)).as("that of the caller ends here").isEmpty();
    }

    @Test
    void passesTheAckOfA2xxAndLaterRequestsOn() throws Exception {
        String invite = caller.request("INVITE", "one");
        caller.send(invite);
        one.answer(one.receive("INVITE"), 200, "1");
        caller.receive(" 200 ");
        String ack = invite.replace("INVITE", "ACK")
                .replace("branch=z9hG4bK", "branch=z9hG4bKack")
                .replaceFirst("To: (.*)\r\n", "To: $1;tag=1\r\n");
        caller.send(ack);

        String arrived = one.receive();
        assertThat(arrived).startsWith("ACK " + one.contact("one"));
        assertThat(Phone.header(arrived, "Via")).contains("branch=z9hG4bK");
        assertThat(server.transactions()).isZero();
    }

    @Test
    void passesARepeated2xxOnAfterItsTransactionIsGone() throws Exception {
        caller.send(caller.request("INVITE", "one"));
        String arrived = one.receive("INVITE");
        one.answer(arrived, 200, "1");
        caller.receive(" 200 ");
        one.answer(arrived, 200, "1");
        assertThat(caller.receive()).startsWith("SIP/2.0 200 ");
        assertThat(server.transactions()).isZero();
        one.answer(arrived, 200, "1");

        String again = caller.receive();
        assertThat(again).startsWith("SIP/2.0 200 ");
        assertThat(again).doesNotContain("127.0.0.1:" + server.port(Transport.UDP) + ";branch");
        one.answer(arrived, 486, "1");
        assertThat(caller.receive(100)).isEmpty();
    }

    @Test
    void passesEvery2xxOn() throws Exception {
        caller.send(caller.request("INVITE", "all"));
        one.answer(one.receive("INVITE"), 200, "1");
        caller.receive(" 200 ");
        two.answer(two.receive("INVITE"), 200, "2");

        assertThat(caller.receive()).startsWith("SIP/2.0 200 ").contains(";tag=2");
    }

    @Test
    void onlyTheFirst2xxOfAnotherMethodCounts() throws Exception {
        caller.send(caller.request("MESSAGE", "all"));
        one.answer(one.receive("MESSAGE"), 200, "1");
        caller.receive(" 200 ");
        two.answer(two.receive("MESSAGE"), 200, "2");

        assertThat(caller.receive(100)).isEmpty();
    }

    @Test
    void oneTargetThatCannotBeReachedDoesNotMatter() throws Exception {
        server.users.put("some", List.of(Branch.to("tel:+1"), one.branch("one")));
        caller.send(caller.request("INVITE", "some"));
        one.answer(one.receive("INVITE"), 200, "1");

        assertThat(caller.receive(" 200 ")).contains(";tag=1");
    }

    @Test
    void anUnansweredInviteTimesOut() throws Exception {
        caller.send(caller.request("INVITE", "one"));
        one.receive("INVITE");
        server.timer.await(2);
        server.timer.pass(33_000);

        assertThat(caller.receive(" 408 ")).isNotEmpty();
    }

    private static String cancel(String invite) {
        return invite.replace("INVITE", "CANCEL");
    }
}
