package org.waypost.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.sip.Branch;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;

/** What a script asks of its transaction with {@code KSR.tm}, over real sockets. */
class TransactionScriptTest {

    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private TestServer server;
    private Script script;
    private Phone caller;
    private Phone bob;
    private Phone carol;

    @BeforeEach
    void start() throws Exception {
        open(Map.of());
    }

    private void open(Map<String, Object> parameters) throws Exception {
        stop();
        server = new TestServer(parameters);
        script = new Script(server);
        caller = new Phone(server.port(Transport.UDP));
        bob = new Phone(server.port(Transport.UDP));
        carol = new Phone(server.port(Transport.UDP));
        server.users.put("bob", List.of(bob.branch("bob")));
        server.users.put("both", List.of(bob.branch("bob"), carol.branch("carol")));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            caller.close();
            bob.close();
            carol.close();
            server.close();
        }
    }

    @Test
    void runsTheBranchFailureRouteOfOneTargetWhileOthersRing() throws Exception {
        before(context -> script.call("t_on_branch_failure", context, "failed"));
        script.define("failed", context -> {
            note(context.target().uri() + " " + script.call("t_get_status_code", context) + " "
                    + script.call("t_get_branch_index", context) + " " + script.call("t_branch_timeout", context) + " "
                    + script.call("t_is_failure_route", context));
            context.addBranch(Branch.to(bob.contact("second")));
            assertThat(script.call("t_relay", context)).isEqualTo(1);
        });
        caller.send(caller.request("INVITE", "both"));
        String atCarol = carol.receive("INVITE");
        carol.answer(atCarol, 180, "c");
        bob.answer(bob.receive("INVITE"), 486, "b");
        String second = bob.receive("INVITE sip:second@");
        bob.answer(second, 480, "b2");
        carol.answer(atCarol, 200, "c");

        assertThat(nextNote()).isEqualTo(bob.contact("bob") + " 486 0 -1 -1");
        assertThat(caller.receive("200")).isNotEmpty();
        assertThat(seen).as("the function is not that of the target it added").isEmpty();
    }

    @Test
    void endsWhenAFailureRouteGoesOnWithoutEnd() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        before(context -> script.call("t_on_failure", context, "failed"));
        script.define("failed", context -> {
            context.target(Branch.to("sip:" + runs.incrementAndGet() + "@nowhere.invalid"));
            script.call("t_on_failure", context, "failed");
            script.call("t_relay", context);
        });
        caller.send(caller.request("MESSAGE", "bob"));
        bob.answer(bob.receive("MESSAGE"), 486, "b");

        assertThat(caller.receive()).startsWith("SIP/2.0 ");
        assertThat(runs).hasValue(100);
    }

    @Test
    void triesTheSameTargetAgainInABranchFailureRoute() throws Exception {
        before(context -> script.call("t_on_branch_failure", context, "failed"));
        script.define("failed", context -> {
            assertThat(script.call("t_relay", context)).as("nothing new").isEqualTo(-1);
            assertThat(script.call("t_reuse_branch", context)).isEqualTo(1);
            assertThat(script.call("t_relay", context)).isEqualTo(1);
        });
        caller.send(caller.request("INVITE", "bob"));
        bob.answer(bob.receive("INVITE"), 486, "b");
        bob.answer(bob.receive("INVITE"), 480, "b2");

        assertThat(caller.receive("480")).isNotEmpty();
    }

    @Test
    void takesTheOtherFlowsOfADeviceInABranchFailureRoute() throws Exception {
        server.users.put("device", List.of(flow(bob, 1), flow(carol, 2)));
        server.script = context -> {
            List<Branch> flows = server.users.get("device");
            context.target(flows.get(0));
            context.addBranch(flows.get(1));
            assertThat(script.call("t_load_contacts", context)).isEqualTo(1);
            assertThat(script.call("t_next_contacts", context)).isEqualTo(1);
            assertThat(context.branches()).isEmpty();
            assertThat(script.call("t_next_contact_flow", context)).isEqualTo(-1);
            script.call("t_on_branch_failure", context, "failed");
            script.call("t_relay", context);
        };
        script.define("failed", context -> {
            int next = script.call("t_next_contact_flow", context);
            script.call("t_on_branch_failure", context, "failed");
            note(next + " " + script.call("t_relay", context));
        });
        caller.send(caller.request("INVITE", "device"));
        bob.answer(bob.receive("INVITE"), 480, "b");
        carol.answer(carol.receive("INVITE"), 486, "c");

        assertThat(caller.receive("480")).isNotEmpty();
        assertThat(nextNote()).isEqualTo("1 1");
        assertThat(nextNote()).isEqualTo("-2 -1");
    }

    private static Branch flow(Phone phone, int regId) {
        return new Branch(phone.contact("device"), "", "", "", -1, 0, -1, "<urn:uuid:1>", regId, "", "");
    }

    @Test
    void keepsFlagsAndExtendedFlagsThroughAllItsRoutes() throws Exception {
        server.script = context -> {
            context.extendedFlags(1L << 40);
            script.call("t_newtran", context);
            context.flags(2);
            script.call("t_on_reply", context, "reply");
            script.call("t_on_failure", context, "failed");
            server.lookUpAndRelay(context);
            context.flags(6);
            context.extendedFlags(1L << 41);
            note("" + script.call("t_flush_flags", context) + script.call("t_flush_xflags", context));
        };
        script.define("reply", context -> {
            note(context.flags() + " " + Long.toHexString(context.extendedFlags()));
            context.flags(context.flags() | 8);
        });
        script.define("failed", context -> note(context.flags() + " " + Long.toHexString(context.extendedFlags())));
        caller.send(caller.request("INVITE", "bob"));
        String invite = bob.receive("INVITE");
        assertThat(nextNote()).isEqualTo("11");
        bob.answer(invite, 486, "b");

        assertThat(nextNote()).isEqualTo("6 20000000000");
        assertThat(nextNote()).isEqualTo("14 20000000000");
    }

    @Test
    void answersInABranchFailureRouteAndCancelsTheOthers() throws Exception {
        before(context -> script.call("t_on_branch_failure", context, "failed"));
        script.define(
                "failed",
                context -> assertThat(script.call("t_reply", context, 404L, "Nobody"))
                        .isEqualTo(1));
        caller.send(caller.request("INVITE", "both"));
        String atCarol = carol.receive("INVITE");
        carol.answer(atCarol, 180, "c");
        caller.receive("180");
        bob.answer(bob.receive("INVITE"), 486, "b");

        assertThat(caller.receive("404")).startsWith("SIP/2.0 404 Nobody");
        assertThat(carol.receive("CANCEL")).contains("Reason: SIP;cause=404\r\n");
    }

    @Test
    void letsOthersGoOnAfterA6xxIfTheScriptSaysSo() throws Exception {
        before(context -> script.call("t_set_disable_6xx", context, 1L));
        caller.send(caller.request("INVITE", "both"));
        String atCarol = carol.receive("INVITE");
        bob.answer(bob.receive("INVITE"), 603, "b");
        bob.receive("ACK");
        carol.answer(atCarol, 480, "c");

        assertThat(caller.receive("480")).as("the lower class").isNotEmpty();
    }

    @Test
    void saysWhyItCancels() throws Exception {
        caller.send(caller.request("INVITE", "both"));
        String atCarol = carol.receive("INVITE");
        carol.answer(atCarol, 180, "c");
        caller.receive("180");
        bob.answer(bob.receive("INVITE"), 200, "b");

        assertThat(carol.receive("CANCEL")).contains("Reason: SIP;cause=200;text=\"Call completed elsewhere\"\r\n");
    }

    @Test
    void passesTheReasonOfTheCallersCancelOnUnlessTheScriptKeepsIt() throws Exception {
        server.script = context -> {
            if (context.request().requestUri().toString().contains("carol")) {
                script.call("t_set_no_e2e_cancel_reason", context, 1L);
            }
            server.lookUpAndRelay(context);
        };
        server.users.put("carol", List.of(carol.branch("carol")));

        assertThat(cancelled("bob", bob)).contains("Reason: Q.850;cause=16\r\nReason: SIP;cause=600\r\n");
        assertThat(cancelled("carol", carol)).doesNotContain("Reason:");
    }

    private String cancelled(String user, Phone phone) throws Exception {
        String invite = caller.request("INVITE", user);
        caller.send(invite);
        phone.answer(phone.receive("INVITE"), 180, "x");
        caller.receive("180");
        caller.send(invite.replaceFirst("INVITE", "CANCEL")
                .replace("1 INVITE", "1 CANCEL")
                .replaceFirst("\r\n\r\n.*", "")
                .replaceFirst("(?s)Content-Type.*", "")
                .concat("Reason: Q.850;cause=16\r\nReason: SIP;cause=600\r\nContent-Length: 0\r\n\r\n"));
        return phone.receive("CANCEL");
    }

    @Test
    void forgetsATargetThatIsCancelledBeforeAnyAnswerOrCancelsItAtOnce() throws Exception {
        open(Map.of("cancel__b__method", 0));
        caller.send(caller.request("INVITE", "both"));
        carol.receive("INVITE");
        bob.answer(bob.receive("INVITE"), 603, "b");
        assertThat(caller.receive("603")).isNotEmpty();

        open(Map.of("cancel__b__method", 2));
        caller.send(caller.request("INVITE", "both"));
        carol.receive("INVITE");
        bob.answer(bob.receive("INVITE"), 603, "b");
        assertThat(carol.receive("CANCEL")).contains("Reason: SIP;cause=603\r\n");
    }

    @Test
    void endsWhatTakesTooLongAltogether() throws Exception {
        before(context -> {
            script.call("t_set_max_lifetime", context, 50L, 50L);
            script.call("t_on_failure", context, "failed");
        });
        script.define(
                "failed",
                context -> note(script.call("t_is_expired", context) + " " + script.call("t_branch_timeout", context)));
        caller.send(caller.request("INVITE", "bob"));
        bob.receive("INVITE");

        assertThat(caller.receive("408")).isNotEmpty();
        assertThat(nextNote()).isEqualTo("1 1");

        caller.send(caller.request("MESSAGE", "bob"));
        assertThat(caller.receive("408")).isNotEmpty();
        assertThat(nextNote()).isEqualTo("1 1");
    }

    @Test
    void repeatsARequestAsOftenAsTheScriptSays() throws Exception {
        before(context -> script.call("t_set_retr", context, 100L, 200L));
        caller.send(caller.request("MESSAGE", "bob"));
        String sent = bob.receive("MESSAGE");
        server.timer.await(1);
        for (int millis : List.of(100, 200, 200)) {
            server.timer.pass(millis);
            assertThat(bob.receive()).as("after %d ms", millis).isEqualTo(sent);
        }
    }

    @Test
    void answers408WhenATargetSaysNothingForFrTimer() throws Exception {
        open(Map.of("fr__timer", 100));
        caller.send(caller.request("MESSAGE", "bob"));

        assertThat(caller.receive("408")).isNotEmpty();
    }

    @Test
    void forgetsTheAnswersOfEarlierTargets() throws Exception {
        before(context -> script.call("t_on_failure", context, "failed"));
        script.define("failed", context -> {
            script.call("t_drop_replies", context, "all");
            context.target(carol.branch("carol"));
            assertThat(script.call("t_relay", context)).isEqualTo(1);
        });
        assertThat(failedTwice(486, 500)).startsWith("SIP/2.0 500");

        script.define("failed", context -> {
            script.call("t_drop_replies", context, "n");
            context.target(carol.branch("carol"));
            script.call("t_relay", context);
        });
        assertThat(failedTwice(486, 500)).startsWith("SIP/2.0 486");
    }

    @Test
    void forgetsThemByItselfInFailureReplyMode3() throws Exception {
        open(Map.of("failure__reply__mode", 3));
        before(context -> script.call("t_on_failure", context, "failed"));
        script.define("failed", context -> {
            context.target(carol.branch("carol"));
            script.call("t_relay", context);
        });
        assertThat(failedTwice(486, 500)).startsWith("SIP/2.0 500");
    }

    private String failedTwice(int first, int second) throws Exception {
        caller.send(caller.request("INVITE", "bob"));
        bob.answer(bob.receive("INVITE"), first, "b");
        carol.answer(carol.receive("INVITE"), second, "c");
        String answer = caller.receive();
        while (answer.startsWith("SIP/2.0 1")) {
            answer = caller.receive();
        }
        caller.send(answer.replaceFirst("SIP/2.0.*", "ACK sip:bob@127.0.0.1 SIP/2.0")
                .replace("INVITE", "ACK"));
        return answer;
    }

    @Test
    void keepsA503AndSeparateChallengesIfToldTo() throws Exception {
        open(Map.of("remap__503__500", 0));
        caller.send(caller.request("MESSAGE", "bob"));
        bob.answer(bob.receive("MESSAGE"), 503, "b");

        assertThat(caller.receive("503")).isNotEmpty();
    }

    @Test
    void sendsNo100IfToldNotTo() throws Exception {
        before(context -> script.call("t_set_auto_inv_100", context, 0L));
        caller.send(caller.request("INVITE", "bob"));
        bob.answer(bob.receive("INVITE"), 180, "b");

        assertThat(caller.receive()).startsWith("SIP/2.0 180");
    }

    @Test
    void leavesTheAnswerToTheRouteIfNothingCanBeSent() throws Exception {
        server.script = context -> {
            context.target(Branch.to("sip:bob@no.such.invalid"));
            script.call("t_set_disable_internal_reply", context, 1L);
            note("" + script.call("t_relay", context));
            note("" + script.call("t_reply", context, 410L, "Gone"));
        };
        caller.send(caller.request("INVITE", "bob"));
        assertThat(caller.receive("410")).isNotEmpty();
        assertThat(nextNote()).isEqualTo("-4");
        assertThat(nextNote()).isEqualTo("1");
        server.timer.await(2);
        server.timer.pass(500);
        assertThat(caller.receive("410")).as("repeated until its ACK comes").isNotEmpty();
    }

    @Test
    void answersWhatCannotBeSentWhenTheRouteHasEndedAndDidNotItself() throws Exception {
        server.script = context -> {
            context.target(Branch.to("sip:bob@no.such.invalid"));
            script.call("t_on_failure", context, "failed");
            note("" + script.call("t_relay", context));
            String user = context.request().requestUri().toString();
            if (user.contains("answered")) {
                context.reply(410, "Gone");
            } else if (user.contains("elsewhere")) {
                context.target(bob.branch("bob"));
                note("" + script.call("t_relay", context));
            }
        };
        script.define("failed", context -> note("no failure of a target"));
        caller.send(caller.request("INVITE", "nobody"));
        caller.receive("100");
        assertThat(caller.receive()).startsWith("SIP/2.0 478");
        String answered = caller.request("MESSAGE", "answered");
        caller.send(answered);
        assertThat(caller.receive()).startsWith("SIP/2.0 410");
        caller.send(answered);
        assertThat(caller.receive()).as("repeated by the transaction").startsWith("SIP/2.0 410");
        caller.send(caller.request("MESSAGE", "elsewhere"));
        bob.answer(bob.receive("MESSAGE"), 200, "b");
        assertThat(caller.receive()).startsWith("SIP/2.0 200");
        assertThat(List.of(nextNote(), nextNote(), nextNote(), nextNote()))
                .containsExactly("-478", "-478", "-478", "1");
        assertThat(caller.receive(100)).isEmpty();
        assertThat(seen).isEmpty();
    }

    private void before(Consumer<SipContext> edit) {
        server.script = context -> {
            edit.accept(context);
            server.lookUpAndRelay(context);
        };
    }

    private void note(String text) {
        seen.add(text);
    }

    private String nextNote() throws InterruptedException {
        String next = seen.poll(5, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("the function was not run");
        }
        return next;
    }
}
