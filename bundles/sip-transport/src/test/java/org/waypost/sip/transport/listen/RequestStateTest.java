package org.waypost.sip.transport.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waypost.sip.Branch;
import org.waypost.sip.HeaderName;
import org.waypost.sip.HostPort;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;
import org.waypost.sip.Value;
import org.waypost.sip.Xavps;
import org.waypost.sip.transport.Dispatcher;
import org.waypost.sip.transport.LocalPoint;
import org.waypost.sip.transport.wire.ToTag;
import org.waypost.sip.transport.wire.WireRequest;

class RequestStateTest {

    private static final LocalPoint POINT = LocalPoint.of(
            Transport.UDP, new InetSocketAddress("127.0.0.1", 5060), new HostPort("127.0.0.1", 5060), false);

    private final Dispatcher dispatcher = new Dispatcher(
            TransportSettings.of(SocketTransport.defaults(), new ToTag()).dispatch());
    private final SipContext context = dispatcher.eventContext(POINT);

    @Test
    void keepsAsManyTargetsAsMaxBranchesAllows() {
        for (int i = 1; i < 12; i++) {
            assertThat(context.addBranch(Branch.to("sip:a" + i + "@b")))
                    .as("branch %d", i)
                    .isTrue();
        }
        assertThat(context.addBranch(Branch.to("sip:one@too.many"))).isFalse();
        assertThat(context.branches()).hasSize(11);
    }

    @Test
    void keepsTheNewestAvpFirst() {
        context.avps().add("s:rcv", Value.of("sip:1.2.3.4"));
        context.avps().add("rcv", Value.of(7));

        assertThat(context.avps().all("rcv")).containsExactly(Value.of(7), Value.of("sip:1.2.3.4"));
        context.avps().set("rcv", 1, Value.of("x"));
        context.avps().remove("rcv", 0);
        assertThat(context.avps().get("i:rcv", 0)).isEqualTo(Value.of("x"));
        assertThat(context.avps().get("rcv", 1)).isEqualTo(Value.NULL);
        context.avps().removeAll("rcv");
        assertThat(context.avps().all("rcv")).isEmpty();
    }

    @Test
    void nestsXavps() {
        Xavps fields = context.xavps().newList();
        fields.append(Xavps.Entry.of("max_contacts", Value.of(4)));
        context.xavps().push(Xavps.Entry.of("reg", Value.of("old")));
        context.xavps().push(Xavps.Entry.of("reg", fields));

        assertThat(context.xavps().setting("reg", "max_contacts")).isEqualTo(Value.of(4));
        assertThat(context.xavps().setting("reg", "expires")).isEqualTo(Value.NULL);
        assertThat(context.xavps().get("reg", 1).orElseThrow().value()).isEqualTo(Value.of("old"));
        assertThat(context.xavps().replace(1, Xavps.Entry.of("reg", Value.of(1))))
                .isTrue();
        assertThat(context.xavps().replace(2, Xavps.Entry.of("reg", Value.of(1))))
                .isFalse();
        assertThat(context.xavps().remove("reg", 0)).isTrue();
        assertThat(context.xavps().count("reg")).isEqualTo(1);
        assertThat(context.xavps().removeAll("reg")).isEqualTo(1);
    }

    @Test
    void showsEditsOnlyWhenTheyAreApplied() {
        context.edits().append("X-Last: 1\r\n");
        context.edits().insert("X-First: 1\r\n");
        context.edits().remove(context.request().indexOf(HeaderName.TO, 0));
        context.edits().body("hello", "text/plain");
        assertThat(context.request().has(HeaderName.TO)).isTrue();

        String edited = new String(context.edits().result(), StandardCharsets.ISO_8859_1);

        assertThat(edited).contains("SIP/2.0\r\nX-First: 1\r\nVia:").doesNotContain("\r\nTo:");
        assertThat(edited).endsWith("X-Last: 1\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello");
        assertThat(context.edits().apply()).as("without To it is no request").isFalse();
        assertThat(context.request().has(HeaderName.TO)).isTrue();
    }

    @Test
    void makesTheEditedMessageTheOneInHand() {
        context.edits().append("Subject: hi\r\n");

        assertThat(context.edits().apply()).isTrue();
        assertThat(context.request().first(HeaderName.SUBJECT)).hasToString("hi");
        assertThat(context.edits().isEmpty()).isTrue();
    }

    @Test
    void stillAnswersToThePortTheRequestCameFromAfterAnEdit() {
        context.forceRport();
        context.edits().append("Subject: hi\r\n");

        assertThat(context.edits().apply()).isTrue();
        assertThat(((WireRequest) context.request()).via().wantsRport()).isTrue();
    }

    @Test
    void keepsInsertedLinesInOrderAndInTheirPlace() {
        int callId = context.request().indexOf(HeaderName.CALL_ID, 0);
        context.edits().insert("X-First: 1\r\n");
        context.edits().insert("X-Second: 1\r\n");
        context.edits().insert(callId, "X-Before: 1\r\n");
        context.edits().insert(callId, "X-Between: 1\r\n");
        context.edits().insert(context.request().headerCount(), "X-Last: 1\r\n");

        String edited = new String(context.edits().result(), StandardCharsets.ISO_8859_1);

        assertThat(edited).contains("SIP/2.0\r\nX-First: 1\r\nX-Second: 1\r\nVia:");
        assertThat(edited).contains("\r\nX-Before: 1\r\nX-Between: 1\r\nCall-ID:");
        assertThat(edited).contains("\r\nX-Last: 1\r\n\r\n");
    }

    @Test
    void putsTheLastReplacementOfALine() {
        int callId = context.request().indexOf(HeaderName.CALL_ID, 0);
        context.edits().replace(callId, "Call-ID: first\r\n");
        context.edits().replace(callId, "Call-ID: second\r\n");

        assertThat(context.edits().apply()).isTrue();
        assertThat(context.request().first(HeaderName.CALL_ID)).hasToString("second");
    }

    @Test
    void makesAnAttachmentOnce() {
        List<?> first = context.attachment(List.class, ArrayList::new);

        assertThat(context.attachment(List.class, ArrayList::new)).isSameAs(first);
        assertThat(context.response()).isEmpty();
    }

    @Test
    void runsEventsAroundARequestWhoseReplyGoesNowhere() {
        context.reply(200, "OK");

        assertThat(context.repliedStatus()).isEqualTo(200);
        assertThat(context.flow().local()).isSameAs(POINT);
        assertThat(context.flow().isOpen()).isFalse();
    }
}
