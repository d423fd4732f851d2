package org.waypost.sip.transport.stack;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.sip.Branch;
import org.waypost.sip.Octets;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;
import org.waypost.sip.Value;
import org.waypost.sip.transport.DispatchSettings;
import org.waypost.sip.transport.Dispatcher;
import org.waypost.sip.transport.TestFlow;
import org.waypost.sip.transport.WireContext;
import org.waypost.sip.transport.wire.ReplyWriter;
import org.waypost.sip.transport.wire.ScanLimits;
import org.waypost.sip.transport.wire.ToTag;

/** What is made of a context for its targets, its replies and its transaction. */
class DerivedContextTest {

    private static final String MESSAGE = """
            MESSAGE sip:bob@example.com SIP/2.0\r
            Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r
            From: <sip:a@example.com>;tag=1\r
            To: <sip:bob@example.com>\r
            Call-ID: c\r
            CSeq: 1 MESSAGE\r
            X-Gone: 1\r
            Content-Length: 0\r
            \r
            """;

    private static final String OK = """
            SIP/2.0 200 OK\r
            Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK2\r
            From: <sip:a@example.com>;tag=1\r
            To: <sip:bob@example.com>;tag=2\r
            Call-ID: c\r
            CSeq: 1 MESSAGE\r
            Content-Length: 0\r
            \r
            """;

    private final Dispatcher dispatcher = new Dispatcher(
            new DispatchSettings(new ScanLimits(256, 8192), 16, 1, 1, new ReplyWriter(Octets.EMPTY, new ToTag())));
    private final TestFlow flow =
            new TestFlow(TestFlow.point(Transport.UDP, "127.0.0.1", 5060), new InetSocketAddress("192.0.2.1", 5060));
    private JainTransactions transactions;
    private WireContext context;

    @BeforeEach
    void start() throws Exception {
        transactions = new JainTransactions(new StackTimer());
        dispatcher.bind(transactions);
        context = dispatcher.contextOf(MESSAGE.getBytes(StandardCharsets.ISO_8859_1), flow);
    }

    @AfterEach
    void stop() {
        transactions.close();
    }

    @Test
    void copiesWhatWasDecidedSoFar() {
        context.target(Branch.to("sip:one@192.0.2.2"));
        context.addBranch(Branch.to("sip:two@192.0.2.2"));
        context.flags(4);
        context.extendedFlags(1L << 40);
        context.avps().add("a", Value.of(1));
        context.edits().append("X-Both: 1\r\n");

        context.replyHeaders().put("X-Reply: 1\r\n");

        SipContext copy = context.copy();
        copy.avps().add("a", Value.of(2));
        copy.edits().append("X-Copy: 1\r\n");
        copy.clearBranches();

        assertThat(copy.target().uri()).isEqualTo("sip:one@192.0.2.2");
        assertThat(copy.flags()).isEqualTo(4);
        assertThat(copy.extendedFlags()).isEqualTo(1L << 40);
        assertThat(copy.edits().appended()).containsExactly("X-Both: 1\r\n", "X-Copy: 1\r\n");
        assertThat(context.avps().all("a")).as("shared").containsExactly(Value.of(2), Value.of(1));
        assertThat(context.edits().appended()).containsExactly("X-Both: 1\r\n");
        assertThat(context.branches()).hasSize(1);
        copy.reply(404, "Not Found");
        assertThat(flow.sent().get(0)).contains("\r\nX-Reply: 1\r\n");
    }

    @Test
    void editsAReplyAndNotItsRequest() {
        context.avps().add("a", Value.of(1));
        SipContext reply = context.ofReply(flow, Wire.response(OK));
        reply.edits().append("X-Seen: 1\r\n");
        reply.reply(500, "Never sent");

        assertThat(flow.sent()).isEmpty();
        assertThat(reply.avps().get("a", 0)).isEqualTo(Value.of(1));
        assertThat(context.edits().isEmpty()).isTrue();
        assertThat(context.response()).isEmpty();
        assertThat(reply.adapt(Response.class).orElseThrow().toString()).startsWith("SIP/2.0 200");
        assertThat(reply.edits().apply()).isTrue();
        assertThat(reply.response().orElseThrow().octets().toString()).contains("X-Seen: 1\r\n");
    }

    @Test
    void relaysTheRequestWithItsEdits() {
        context.edits().remove(5);
        context.edits().insert("X-First: 1\r\n");

        String relayed = encoded(context.adapt(Request.class).orElseThrow());

        assertThat(relayed).contains("X-First: 1\r\n").doesNotContain("X-Gone");
        assertThat(context.request().headerCount()).isEqualTo(7);
    }

    @Test
    void sendsRepliesThroughTheTransactionAndRepeatsThem() throws Exception {
        transactions
                .provider()
                .getNewServerTransaction(context.adapt(Request.class).orElseThrow());
        context.adapt(ServerTransaction.class).orElseThrow();
        context.reply(404, "Not Found");
        String first = flow.sent().get(0);
        flow.sent().clear();
        WireContext again = dispatcher.contextOf(MESSAGE.getBytes(StandardCharsets.ISO_8859_1), flow);

        assertThat(first).startsWith("SIP/2.0 404 Not Found\r\n");
        assertThat(transactions.absorbs(again)).isTrue();
        assertThat(flow.sent()).containsExactly(first);
    }

    @Test
    void routesFindTheTransactionOfAnAnsweredRequestThatIsNotAbsorbedBefore() throws Exception {
        byte[] options = MESSAGE.replace("MESSAGE", "OPTIONS").getBytes(StandardCharsets.ISO_8859_1);
        WireContext first = dispatcher.contextOf(options, flow);
        transactions
                .provider()
                .getNewServerTransaction(first.adapt(Request.class).orElseThrow());
        first.adapt(ServerTransaction.class).orElseThrow();
        first.reply(404, "Not Found");

        assertThat(dispatcher.contextOf(options, flow).adapt(ServerTransaction.class))
                .isPresent();
    }

    @Test
    void answersFinallyAfterAProvisionalReply() {
        context.reply(100, "Trying");
        context.reply(404, "Not Found");
        context.reply(200, "OK");

        assertThat(flow.sent().get(flow.sent().size() - 1)).startsWith("SIP/2.0 404");
        assertThat(context.repliedStatus()).isEqualTo(404);
    }

    private static String encoded(Request request) {
        return new String(((SIPRequest) request).encodeAsBytes("UDP"), StandardCharsets.ISO_8859_1);
    }
}
