package org.waypost.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.proxy.rr.RrModule;
import org.waypost.sip.Branch;
import org.waypost.sip.HeaderName;
import org.waypost.sip.ScriptCallback.Outcome;
import org.waypost.sip.ScriptModule.Signature;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;
import org.waypost.sip.Value;

/** What a script does to what is forwarded, over real sockets: edits, its routes, Record-Route, its own answers. */
class ScriptedRelayTest {

    private final Map<String, Consumer<SipContext>> script = new HashMap<>();
    private final Map<String, Outcome> outcomes = new HashMap<>();
    private TestServer server;
    private Map<String, Signature> tm;
    private Map<String, Signature> tmx;
    private Map<String, Signature> rr;
    private Phone caller;
    private Phone bob;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer();
        Transactions transactions = new Transactions(server.relay);
        OtherTransactions others = new OtherTransactions(server.relay, transactions);
        tm = new TmModule(transactions, others).functions();
        tmx = new TmxModule(transactions, others).functions();
        rr = new RrModule(server.transport(), server.relay).functions();
        server.scripts.functions = (function, context, arguments) -> {
            if (!script.containsKey(function)) {
                return Outcome.MISSING;
            }
            script.get(function).accept(context);
            return outcomes.getOrDefault(function, Outcome.DONE);
        };
        caller = new Phone(server.port(Transport.UDP));
        bob = new Phone(server.port(Transport.UDP));
        server.users.put("bob", List.of(bob.branch("bob")));
    }

    @AfterEach
    void stop() {
        caller.close();
        bob.close();
        server.close();
    }

    @Test
    void relaysHeadersThatWereEdited() throws Exception {
        before(context -> {
            context.edits().append("X-Added: 1\r\n");
            context.edits().body("bye", "text/html");
        });

        caller.send(caller.request("MESSAGE", "bob"));

        assertThat(bob.receive())
                .contains("X-Added: 1\r\n", "Content-Type: text/html\r\n", "Content-Length: 3\r\n")
                .endsWith("\r\n\r\nbye");
    }

    @Test
    void countsMaxForwardsOnce() throws Exception {
        before(context -> {
            context.edits().remove(context.request().indexOf(HeaderName.MAX_FORWARDS, 0));
            context.edits().append("Max-Forwards: 9\r\n");
        });

        caller.send(caller.request("MESSAGE", "bob"));

        assertThat(Phone.header(bob.receive(), "Max-Forwards")).isEqualTo("9");
    }

    @Test
    void staysInTheDialogAndFollowsItsRoute() throws Exception {
        before(context -> {
            assertThat(call(rr, "add_rr_param", context, ";early=1")).isEqualTo(1);
            assertThat(call(rr, "record_route", context)).isEqualTo(1);
            assertThat(call(rr, "record_route", context)).as("twice").isEqualTo(-1);
        });
        String invite = caller.request("INVITE", "bob");
        caller.send(invite);
        String arrived = bob.receive("INVITE");
        String route = "<sip:127.0.0.1:" + server.port(Transport.UDP) + ";lr;ftag="
                + invite.replaceAll("(?s).*;tag=(\\w+).*", "$1") + ";early=1>";
        assertThat(Phone.header(arrived, "Record-Route")).isEqualTo(route);
        bob.answer(arrived, 200, "b");
        String answer = caller.receive("200");

        server.script = context -> {
            assertThat(call(rr, "loose_route", context)).isEqualTo(1);
            assertThat(call(tm, "t_relay", context)).isEqualTo(1);
        };
        for (String method : List.of("ACK", "BYE")) {
            caller.send(caller.request(method, "bob")
                    .replaceFirst("sip:bob@127.0.0.1", bob.contact("bob"))
                    .replace("Max-Forwards", "Route: " + route + "\r\nMax-Forwards")
                    .replaceFirst("To: .*\r", "To: " + Phone.header(answer, "To") + "\r"));
            assertThat(bob.receive(method)).doesNotContain("Route:");
        }
    }

    @Test
    void writesTwoRecordRoutesWhereTheTransportChanges() throws Exception {
        before(context -> call(rr, "record_route_params", context, ";x=y"));
        try (Socket tcp = new Socket(InetAddress.getLoopbackAddress(), server.port(Transport.TCP))) {
            tcp.getOutputStream()
                    .write(caller.request("INVITE", "bob")
                            .replace("SIP/2.0/UDP", "SIP/2.0/TCP")
                            .getBytes(StandardCharsets.ISO_8859_1));

            String us = "<sip:127.0.0.1:";
            assertThat(bob.receive("INVITE"))
                    .containsSubsequence(
                            "Record-Route: " + us + server.port(Transport.UDP) + ";r2=on;lr;ftag=",
                            ";x=y>\r\nRecord-Route: " + us + server.port(Transport.TCP)
                                    + ";transport=tcp;r2=on;lr;ftag=",
                            ";x=y>\r\n");
        }
    }

    @Test
    void runsTheBranchRouteForEachTargetOfItsOwn() throws Exception {
        try (Phone second = new Phone(server.port(Transport.UDP));
                Phone third = new Phone(server.port(Transport.UDP))) {
            server.users.put("bob", List.of(bob.branch("bob"), third.branch("out"), second.branch("bob")));
            before(context -> {
                call(rr, "record_route", context);
                call(tm, "t_on_branch", context, "branch");
                assertThat(call(tm, "t_is_set", context, "branch_route")).isEqualTo(1);
            });
            script.put("branch", context -> {
                boolean out = context.target().uri().contains("out@");
                outcomes.put("branch", out ? Outcome.DROP : Outcome.DONE);
                assertThat(call(tmx, "t_is_branch_route", context)).isEqualTo(1);
                context.edits().append("X-Branch: " + call(tm, "t_get_branch_index", context) + "\r\n");
                call(rr, "add_rr_param", context, ";b=" + call(tm, "t_get_branch_index", context));
            });
            caller.send(caller.request("INVITE", "bob"));

            assertThat(bob.receive("INVITE"))
                    .contains("X-Branch: 0\r\n", ";b=0>")
                    .doesNotContain("X-Branch: 1");
            assertThat(second.receive("INVITE")).contains("X-Branch: 1\r\n", ";b=1>");
            assertThat(third.receive(100)).isEmpty();
        }
    }

    @Test
    void showsRepliesAndLetsThemBeEditedAndProvisionalOnesBeDropped() throws Exception {
        server.scripts.replies = context -> {
            context.edits().append("X-Seen: " + context.response().orElseThrow().status() + "\r\n");
            return context.response().orElseThrow().status() != 181;
        };
        before(context -> {
            context.avps().add("mine", Value.of("kept"));
            call(tm, "t_on_reply", context, "reply");
        });
        script.put("reply", context -> {
            assertThat(call(tmx, "t_is_reply_route", context)).isEqualTo(1);
            assertThat(call(tm, "t_check_status", context, "^[12]..")).isEqualTo(1);
            context.edits().append("X-Avp: " + context.avps().get("mine", 0).text() + "\r\n");
        });
        caller.send(caller.request("INVITE", "bob"));
        String invite = bob.receive("INVITE");
        bob.answer(invite, 181, "b");
        bob.answer(invite, 180, "b");
        bob.answer(invite, 200, "b");

        assertThat(caller.receive()).startsWith("SIP/2.0 100");
        assertThat(caller.receive())
                .startsWith("SIP/2.0 180")
                .contains("X-Seen: 180\r\n", "X-Avp: kept\r\n")
                .endsWith("\r\n\r\nok");
        assertThat(caller.receive()).startsWith("SIP/2.0 200").contains("X-Seen: 200\r\n");
        bob.answer(invite, 200, "b");
        assertThat(caller.receive()).as("its transaction is gone").contains("X-Seen: 200\r\n");
    }

    @Test
    void triesAnotherTargetInTheFailureRoute() throws Exception {
        try (Phone voicemail = new Phone(server.port(Transport.UDP))) {
            before(context -> {
                context.edits().append("X-First: 1\r\n");
                call(tm, "t_on_failure", context, "failed");
                call(rr, "record_route", context);
            });
            script.put("failed", context -> {
                assertThat(call(tmx, "t_is_failure_route", context)).isEqualTo(1);
                assertThat(call(tm, "t_check_status", context, "486")).isEqualTo(1);
                assertThat(call(tm, "t_is_canceled", context)).isEqualTo(-1);
                assertThat(call(tm, "t_branch_replied", context))
                        .as("it never rang")
                        .isEqualTo(-1);
                assertThat(call(tm, "t_any_replied", context)).isEqualTo(-1);
                assertThat(call(tm, "t_get_branch_index", context)).isEqualTo(1);
                assertThat(call(tm, "t_relay", context)).as("nothing new").isEqualTo(-1);
                context.target(voicemail.branch("voicemail"));
                assertThat(call(tm, "t_relay", context)).isEqualTo(1);
            });
            caller.send(caller.request("INVITE", "bob"));
            bob.answer(bob.receive("INVITE"), 486, "b");
            String second = voicemail.receive("INVITE");
            voicemail.answer(second, 200, "v");

            assertThat(second).contains("X-First: 1\r\n", "Record-Route: <sip:127.0.0.1:");
            assertThat(caller.receive()).startsWith("SIP/2.0 100");
            assertThat(caller.receive()).startsWith("SIP/2.0 200");
        }
    }

    @Test
    void answersInTheFailureRouteOrLeavesTheFailureAsItIs() throws Exception {
        before(context -> call(tm, "t_on_failure", context, "failed"));
        script.put("failed", context -> call(tm, "t_reply", context, 480L, "Try later"));
        caller.send(caller.request("INVITE", "bob"));
        bob.answer(bob.receive("INVITE"), 486, "b");
        assertThat(caller.receive("480")).startsWith("SIP/2.0 480 Try later\r\n");

        script.put("failed", context -> {});
        caller.send(caller.request("INVITE", "bob"));
        bob.answer(bob.receive("INVITE"), 486, "b");
        assertThat(caller.receive("486")).contains("X-Answer: yes");
    }

    @Test
    void triesTargetsByTheirQ() throws Exception {
        try (Phone first = new Phone(server.port(Transport.UDP))) {
            server.users.put("bob", List.of(withQ(bob.branch("bob"), 300), withQ(first.branch("bob"), 900)));
            server.script = context -> {
                server.users.get("bob").stream().limit(1).forEach(context::target);
                server.users.get("bob").stream().skip(1).forEach(context::addBranch);
                assertThat(call(tm, "t_load_contacts", context)).isEqualTo(1);
                assertThat(call(tm, "t_next_contacts", context)).isEqualTo(1);
                call(tm, "t_on_failure", context, "next");
                call(tm, "t_relay", context);
            };
            script.put("next", context -> {
                assertThat(call(tm, "t_next_contacts", context)).isEqualTo(1);
                assertThat(call(tm, "t_next_contacts", context)).isEqualTo(-2);
                call(tm, "t_relay", context);
            });
            caller.send(caller.request("INVITE", "bob"));
            String high = first.receive("INVITE");
            assertThat(bob.receive(100)).isEmpty();
            first.answer(high, 486, "f");
            bob.answer(bob.receive("INVITE"), 200, "b");

            caller.receive("200");
        }
    }

    @Test
    void answersThroughATransactionAndAbsorbsRepetitions() throws Exception {
        server.script = context -> {
            if (call(tmx, "t_precheck_trans", context) > 0) {
                call(tm, "t_check_trans", context);
                return;
            }
            assertThat(call(tm, "t_reply", context, 404L, "No"))
                    .as("no transaction")
                    .isEqualTo(-1);
            assertThat(call(tm, "t_newtran", context)).isEqualTo(1);
            assertThat(call(tm, "t_newtran", context)).isEqualTo(-10);
            context.reply(404, "Not Found");
            assertThat(call(tm, "t_reply", context, 500L, "Late")).isEqualTo(-1);
        };
        for (String method : List.of("INVITE", "OPTIONS")) {
            String request = caller.request(method, "bob");
            caller.send(request);
            String answer = caller.receive();
            caller.send(request);

            assertThat(answer).startsWith("SIP/2.0 404 Not Found\r\n");
            assertThat(caller.receive()).isEqualTo(answer);
        }
        assertThat(server.routed).as("an INVITE once, OPTIONS twice").hasValue(3);
    }

    @Test
    void showsWhatIsSentAndKeepsBackWhatIsRefused() throws Exception {
        server.scripts.sending = (context, to) -> to.remote().getPort() != bob.port();
        caller.send(caller.request("MESSAGE", "bob"));

        assertThat(caller.receive()).startsWith("SIP/2.0 477");
        assertThat(bob.receive(100)).isEmpty();
    }

    private void before(Consumer<SipContext> edit) {
        server.script = context -> {
            edit.accept(context);
            server.lookUpAndRelay(context);
        };
    }

    private static Branch withQ(Branch branch, int q) {
        return new Branch(branch.uri(), "", "", "", -1, 0, q, "", 0, "", "");
    }

    private static int call(Map<String, Signature> module, String function, SipContext context, Object... arguments) {
        return (Integer) module.get(function).function().call(context, arguments);
    }
}
