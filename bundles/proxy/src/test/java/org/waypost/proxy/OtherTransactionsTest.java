package org.waypost.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;
import org.waypost.sip.Value;

/** What a script does beyond the transaction in hand, over real sockets: requests that wait, others' calls, its own requests. */
class OtherTransactionsTest {

    private final BlockingQueue<TransactionId> stopped = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> results = new LinkedBlockingQueue<>();
    private TestServer server;
    private Script script;
    private Phone caller;
    private Phone bob;
    private Phone other;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer();
        script = new Script(server);
        caller = new Phone(server.port(Transport.UDP));
        bob = new Phone(server.port(Transport.UDP));
        other = new Phone(server.port(Transport.UDP));
        server.users.put("bob", List.of(bob.branch("bob")));
        server.script = this::stop;
    }

    @AfterEach
    void stop() {
        caller.close();
        bob.close();
        other.close();
        server.close();
    }

    // Stops every request; what the other phone sends goes on with the last one that was stopped.
    private void stop(SipContext context) {
        if (context.request().requestUri().toString().contains("goon")) {
            TransactionId id = stopped.remove();
            results.add(script.call("t_continue", context, (long) id.index(), (long) id.label(), "resume"));
            context.reply(202, "Accepted");
            return;
        }
        context.target(bob.branch("bob"));
        context.avps().add("kept", Value.of("yes"));
        results.add(script.call("t_suspend", context));
        results.add(script.call("t_suspend", context));
        stopped.add(CallPlan.of(context).id().orElseThrow());
    }

    private void goOn() throws Exception {
        assertThat(result()).as("stopped").isEqualTo(1);
        assertThat(result()).as("stopped twice").isEqualTo(-1);
        other.send(other.request("OPTIONS", "goon"));
        assertThat(other.receive()).startsWith("SIP/2.0 202");
    }

    private int result() throws InterruptedException {
        Integer result = results.poll(5, TimeUnit.SECONDS);
        if (result == null) {
            throw new AssertionError("the script did not run");
        }
        return result;
    }

    @Test
    void goesOnWithARequestThatWasStopped() throws Exception {
        script.define("resume", context -> {
            assertThat(script.call("t_is_failure_route", context)).isEqualTo(1);
            assertThat(script.call("t_get_status_code", context)).isEqualTo(500);
            assertThat(context.avps().get("kept", 0)).isEqualTo(Value.of("yes"));
            script.call("t_on_failure", context, "failed");
            results.add(script.call("t_relay", context));
        });
        script.define("failed", context -> script.call("t_reply", context, 480L, "Later"));
        caller.send(caller.request("INVITE", "bob"));
        assertThat(caller.receive()).startsWith("SIP/2.0 100");
        goOn();
        bob.answer(bob.receive("INVITE"), 486, "b");

        assertThat(result()).as("relayed").isEqualTo(1);
        assertThat(result()).as("continued").isEqualTo(1);
        assertThat(caller.receive()).startsWith("SIP/2.0 480 Later");
    }

    @Test
    void answersOneOrFailsIfTheFunctionDoesNothing() throws Exception {
        script.define("resume", context -> script.call("t_reply", context, 404L, "After all"));
        caller.send(caller.request("MESSAGE", "bob"));
        goOn();
        assertThat(result()).isEqualTo(1);
        assertThat(caller.receive()).startsWith("SIP/2.0 404 After all");

        script.define("resume", context -> {});
        caller.send(caller.request("MESSAGE", "bob"));
        goOn();
        assertThat(caller.receive()).startsWith("SIP/2.0 500");
    }

    @Test
    void endsOneThatNobodyGoesOnWith() throws Exception {
        server.script = context -> {
            script.call("t_set_fr", context, 0L, 100L);
            script.call("t_on_failure", context, "failed");
            stop(context);
        };
        script.define("failed", context -> results.add(script.call("t_get_status_code", context)));
        caller.send(caller.request("MESSAGE", "bob"));

        assertThat(caller.receive()).startsWith("SIP/2.0 408");
        assertThat(List.of(result(), result(), result())).containsExactly(1, -1, 408);
        TransactionId id = stopped.remove();
        assertThat(server.relay.suspensions().resume(id, "resume")).isFalse();
    }

    @Test
    void endsOneWhoseCallerHangsUpOrThatIsAnsweredByItsCallId() throws Exception {
        String invite = caller.request("INVITE", "bob");
        caller.send(invite);
        caller.receive("100");
        caller.send(invite.replace("INVITE", "CANCEL"));
        assertThat(caller.receive("487")).isNotEmpty();

        String message = caller.request("MESSAGE", "bob");
        caller.send(message);
        assertThat(List.of(result(), result(), result(), result())).containsExactly(1, -1, 1, -1);
        server.script = context -> {
            results.add(script.call("t_reply_callid", context, Phone.header(message, "Call-ID"), "1", 480L, "Away"));
            context.reply(202, "Accepted");
        };
        other.send(other.request("OPTIONS", "answer"));
        assertThat(caller.receive("480")).startsWith("SIP/2.0 480 Away");
        assertThat(result()).isEqualTo(1);
    }

    @Test
    void answersWhatWaitsWhenTheProxyStops() throws Exception {
        caller.send(caller.request("INVITE", "bob"));
        caller.receive("100");
        assertThat(List.of(result(), result())).containsExactly(1, -1);
        server.transactions.unbindListener(server.relay);
        server.relay.close();

        assertThat(caller.receive()).startsWith("SIP/2.0 503");
    }

    @Test
    void endsACallWhoseCallerHangsUpWhileTheRouteRuns() throws Exception {
        for (String last : List.of("t_relay", "t_suspend")) {
            String invite = caller.request("INVITE", "bob");
            server.script = context -> {
                results.add(script.call("t_newtran", context));
                server.transactions.absorbs(
                        server.contextOf(invite.replace("INVITE", "CANCEL").getBytes(StandardCharsets.ISO_8859_1)));
                context.target(bob.branch("bob"));
                script.call(last, context);
            };
            caller.send(invite);

            assertThat(result()).isEqualTo(1);
            assertThat(caller.receive("487")).as(last).isNotEmpty();
        }
        assertThat(bob.receive(100)).as("the call").isEmpty();
    }

    @Test
    void endsTheCallsOfOthers() throws Exception {
        server.script = server::lookUpAndRelay;
        for (String function : List.of("t_cancel_callid", "t_cancel_callid_reason", "t_reply_callid")) {
            String invite = caller.request("INVITE", "bob");
            caller.send(invite);
            String ringing = bob.receive("INVITE");
            bob.answer(ringing, 180, "b");
            caller.receive("180");
            String callId = Phone.header(invite, "Call-ID");
            server.script = context -> {
                Object[] arguments = switch (function) {
                    case "t_cancel_callid" -> new Object[] {callId, "1", 21L};
                    case "t_cancel_callid_reason" -> new Object[] {callId, "1", 21L, 200L};
                    default -> new Object[] {callId, "1", 480L, "Gone"};
                };
                results.add(script.call(function, context, arguments));
                arguments[1] = "2";
                results.add(script.call(function, context, arguments));
                context.reply(202, "Accepted");
                server.script = server::lookUpAndRelay;
            };
            other.send(other.request("OPTIONS", "cancel"));
            String cancel = bob.receive("CANCEL");
            bob.answer(ringing, 487, "b");

            assertThat(List.of(result(), result())).as(function).containsExactly(1, -1);
            String reason = switch (function) {
                case "t_cancel_callid" -> "";
                case "t_cancel_callid_reason" -> "SIP;cause=200;text=\"Call completed elsewhere\"";
                default -> "SIP;cause=480";
            };
            assertThat(Phone.header(cancel, "Reason")).as(function).isEqualTo(reason);
            assertThat(caller.receive(function.equals("t_reply_callid") ? "480 Gone" : "487"))
                    .isNotEmpty();
        }
    }

    @Test
    void sendsACopyWhoseAnswersNobodyGets() throws Exception {
        server.script = context -> {
            results.add(script.call("t_replicate", context, other.contact("copy")));
            results.add(script.call("t_send_reply", context, 200L, "Mine"));
        };
        String message = caller.request("MESSAGE", "bob");
        caller.send(message);
        String copy = other.receive("MESSAGE");
        other.answer(copy, 404, "o");

        assertThat(copy)
                .startsWith(
                        "MESSAGE sip:bob@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:" + server.port(Transport.UDP))
                .endsWith("\r\n\r\nhello");
        assertThat(Phone.header(copy, "Call-ID")).isEqualTo(Phone.header(message, "Call-ID"));
        assertThat(List.of(result(), result())).containsExactly(1, 1);
        assertThat(caller.receive()).startsWith("SIP/2.0 200 Mine");
        assertThat(caller.receive(100)).as("the answer to the copy").isEmpty();
    }

    @Test
    void sendsRequestsOfTheScript() throws Exception {
        String headers = "From: <sip:f@x>\r\nTo: <sip:t@y>;tag=34\r\nX-Own: 1\r\nContent-Type: text/plain\r\n";
        server.script = context -> {
            results.add(script.call(
                    "t_uac_send", context, "MESSAGE", "sip:bob@example.com", bob.contact(""), "", headers, "hi"));
            context.reply(202, "Accepted");
        };
        caller.send(caller.request("OPTIONS", "send"));
        String sent = bob.receive("MESSAGE");

        assertThat(result()).isEqualTo(1);
        assertThat(sent)
                .startsWith("MESSAGE sip:bob@example.com SIP/2.0\r\n")
                .contains("To: <sip:t@y>;tag=34\r\n", "CSeq: 10 MESSAGE\r\n", "X-Own: 1\r\n", "Max-Forwards: 70\r\n")
                .contains("From: <sip:f@x>;tag=", "Call-ID: ")
                .endsWith("\r\n\r\nhi");
        bob.answer(sent, 200, "b");
    }

    @Test
    void acknowledgesAnInviteOfTheScript() throws Exception {
        server.script = context -> {
            String headers =
                    "From: <sip:f@x>;tag=1\r\nTo: <sip:t@y>\r\nContact: <sip:us@127.0.0.1>\r\nCall-ID: own\r\n";
            script.call("t_uac_send", context, "INVITE", bob.contact("bob"), "", "", headers, "");
            context.reply(202, "Accepted");
        };
        caller.send(caller.request("OPTIONS", "send"));
        bob.answer(bob.receive("INVITE"), 200, "b");

        assertThat(bob.receive("ACK")).contains("To: <sip:t@y>;tag=b\r\n", "CSeq: 10 ACK\r\n", "Call-ID: own\r\n");
    }

    @Test
    void refusesRequestsOfTheScriptThatAreNone() {
        String good = "From: <sip:f@x>\r\nTo: <sip:t@y>\r\n";
        assertThat(UacRequest.of("OPTIONS", "sip:a@b", good, "").getMethod()).isEqualTo("OPTIONS");
        for (List<String> bad : List.of(
                List.of("OPTIONS", "sip:a@b", "To: <sip:t@y>\r\n", ""),
                List.of("OPTIONS", "sip:a@b", "From: <sip:t@y>\r\n", ""),
                List.of("OPTIONS", "nonsense", good, ""),
                List.of("two words", "sip:a@b", good, ""),
                List.of("MESSAGE", "sip:a@b", good, "body without type"),
                List.of("OPTIONS", "sip:a@b", good + "Max-Forwards: many\r\n", ""),
                List.of("MESSAGE", "sip:a@b", good + "Content-Type: a/b\r\nContent-Length: 1\r\n", "b"))) {
            assertThatThrownBy(() -> UacRequest.of(bad.get(0), bad.get(1), bad.get(2), bad.get(3)))
                    .as("%s", bad)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void dropsATransactionWithoutAWord() throws Exception {
        server.script = context -> {
            results.add(script.call("t_drop", context));
            script.call("t_newtran", context);
            results.add(script.call("t_drop_rcode", context, 503L));
            results.add(script.call("t_reply", context, 404L, "No"));
            results.add(script.call("t_relay", context));
            results.add(script.call("t_get_status_code", context));
        };
        caller.send(caller.request("MESSAGE", "bob"));

        assertThat(List.of(result(), result(), result(), result(), result())).containsExactly(-1, 0, -1, -1, 503);
        assertThat(caller.receive(100)).isEmpty();
        assertThat(server.transactions()).isZero();
    }
}
