package org.waypost.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.sip.Branch;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.PseudoVariableProvider.Index;
import org.waypost.sip.PseudoVariables;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;
import org.waypost.sip.Value;

/** What {@code $T(...)} and its like say in each of the routes of a transaction. */
class TransactionVariablesTest {

    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private TestServer server;
    private Script script;
    private TransactionVariables variables;
    private Phone caller;
    private Phone bob;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer();
        script = new Script(server);
        variables = new TransactionVariables();
        variables.variables = new RequestUris();
        caller = new Phone(server.port(Transport.UDP));
        bob = new Phone(server.port(Transport.UDP));
        server.users.put("bob", List.of(new Branch(bob.contact("bob"), "", "", "", -1, 0, -1, "", 0, "uloc-1", "")));
    }

    @AfterEach
    void stop() {
        caller.close();
        bob.close();
        server.close();
    }

    /** Knows the URI of a request and the status of a reply. */
    private static final class RequestUris implements PseudoVariables {

        @Override
        public Template template(String text) {
            throw new UnsupportedOperationException(text);
        }

        @Override
        public PseudoVariable variable(String spec) {
            return context -> spec.equals("$rs")
                    ? Value.of(context.response().orElseThrow().status())
                    : Value.of(context.request().requestUri().toString());
        }
    }

    @Test
    void sayWhatIsKnownInEachRoute() throws Exception {
        server.script = context -> {
            note("request", context);
            for (String route : List.of("branch", "reply", "branch_failure", "failure")) {
                script.call("t_on_" + route, context, route);
                script.define(route, own -> note(route, own));
            }
            server.lookUpAndRelay(context);
            note("relayed", context);
        };
        caller.send(caller.request("INVITE", "bob"));
        String invite = bob.receive("INVITE");
        assertThat(next()).isEqualTo("request 0 0 null null  null null");
        assertThat(next()).startsWith("branch 0 ");
        assertThat(next()).isEqualTo("relayed 0 100 null null  null null");
        bob.answer(invite, 486, "b");

        assertThat(next()).isEqualTo("reply 0 486 Because 486 uloc-1 sip:bob@127.0.0.1 null");
        assertThat(next()).isEqualTo("branch_failure 0 486 Because null uloc-1 null 486");
        assertThat(next()).isEqualTo("failure 1 486 Because null uloc-1 null 486");
    }

    @Test
    void nameATransactionTheSameInAllItsRoutes() throws Exception {
        server.script = context -> {
            seen.add(text("T", "id_index", context));
            script.call("t_newtran", context);
            seen.add(text("T", "id_index", context) + ":" + text("T", "id_label_n", context));
            script.call("t_on_reply", context, "reply");
            server.lookUpAndRelay(context);
        };
        script.define(
                "reply", context -> seen.add(text("T", "id_index_n", context) + ":" + text("T", "id_label", context)));
        caller.send(caller.request("MESSAGE", "bob"));
        bob.answer(bob.receive("MESSAGE"), 200, "b");

        assertThat(next()).isEqualTo("null");
        String id = next();
        assertThat(id).matches("\\d+:\\d+");
        assertThat(next()).isEqualTo(id);
    }

    @Test
    void refuseWhatTheyDoNotTake() {
        for (String[] wrong : new String[][] {{"T", ""}, {"T", "method"}, {"T_req", "rU"}, {"T_branch_idx", "x"}}) {
            assertThatThrownBy(() -> variables.compile(wrong[0], wrong[1], Index.NONE))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> variables.compile("T_reply_code", "", new Index(true, false, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void note(String route, SipContext context) {
        seen.add(String.join(
                " ",
                route,
                text("T_branch_idx", "", context),
                text("T_reply_code", "", context),
                text("T_reply_reason", "", context),
                text("T_reply_last", "", context),
                text("T_reply_ruid", "", context),
                text("T_req", "$ru", context),
                text("T_rpl", "$rs", context)));
    }

    private String text(String name, String inner, SipContext context) {
        Value value = variables.compile(name, inner, Index.NONE).get(context);
        return value.equals(Value.NULL) ? "null" : value.text();
    }

    private String next() throws InterruptedException {
        String next = seen.poll(5, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no further route was run");
        }
        return next;
    }
}
