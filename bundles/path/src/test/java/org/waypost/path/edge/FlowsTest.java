package org.waypost.path.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.waypost.path.FlowRouting.Verdict;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipTransport;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.TestFlow;

/** Tokens in Routes, however these are written. */
class FlowsTest {

    private static final FlowIdentity CLIENT = new FlowIdentity(
            Transport.UDP, new InetSocketAddress("127.0.0.1", 26098), new InetSocketAddress("198.51.100.7", 1234), -1);

    private final Flows flows = new Flows(sockets(), new byte[32]);
    private final String token = new FlowTokens(new byte[32]).token(CLIENT);
    private final String own = "<sip:" + token + "@127.0.0.1:26098;lr>";

    @Test
    void takesOutItsOwnRoutesHoweverTheyAreSpreadOverLines() {
        SipContext context = Message.of(
                "BYE", Transport.UDP, "Route: " + own, "Route: \"a,<b\" " + own + " , <sip:192.0.2.1;lr>", "X: y");

        assertThat(flows.follow(context)).isEqualTo(Verdict.ROUTED);
        assertThat(Message.edited(context)).contains("BYE\r\nRoute: <sip:192.0.2.1;lr>\r\nX: y\r\n");
        assertThat(context.target().destination()).isEqualTo("sip:198.51.100.7:1234;transport=udp");
        assertThat(context.target().socket()).isEqualTo("udp:127.0.0.1:26098");
    }

    @Test
    void leavesARequestAsItIsWhoseTokenStandsBehindAStrangersRoute() {
        SipContext context = Message.of("BYE", Transport.UDP, "Route: <sip:192.0.2.1;lr>, " + own);

        assertThat(flows.follow(context)).isEqualTo(Verdict.NONE);
        assertThat(context.edits().isEmpty()).isTrue();
        assertThat(context.target().destination()).isEmpty();
    }

    @Test
    void followsNoTokenOnceTheSecretIsAnother() {
        flows.configure(new FlowSettings(-1, -1, "sixteen characters"));

        assertThat(flows.follow(Message.of("BYE", Transport.UDP, "Route: " + own)))
                .isEqualTo(Verdict.FORGED);
    }

    @Test
    void saysThatAFlowIsGoneWhoseSocketWasClosed() {
        FlowIdentity closed =
                new FlowIdentity(Transport.UDP, new InetSocketAddress("127.0.0.1", 26099), CLIENT.remote(), -1);
        String route = own.replace(token, new FlowTokens(new byte[32]).token(closed));

        assertThat(flows.follow(Message.of("BYE", Transport.UDP, "Route: " + route)))
                .isEqualTo(Verdict.GONE);
    }

    @Test
    void comesThroughAnythingInARoute() {
        Random random = new Random(3327);
        String parts = own + ",;<>\"\\@:[]?=%- \tsip:lr";
        int routed = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(own);
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                int at = random.nextInt(text.length());
                int from = random.nextInt(parts.length());
                text.replace(
                        at,
                        Math.min(text.length(), at + random.nextInt(3)),
                        parts.substring(from, Math.min(parts.length(), from + random.nextInt(3))));
            }
            SipContext context = Message.of("BYE", Transport.UDP, "Route: " + text);
            Verdict verdict = flows.follow(context);
            if (verdict == Verdict.ROUTED) {
                routed++;
                assertThat(text).contains(token);
                assertThat(context.target().destination()).isEqualTo("sip:198.51.100.7:1234;transport=udp");
            }
        }
        assertThat(routed).isBetween(1, 20_000 - 1);
    }

    @Test
    void explainsATokenToPeople() {
        assertThat(flows.explain(token))
                .containsExactly(
                        "transport   udp",
                        "local       127.0.0.1:26098",
                        "remote      198.51.100.7:1234",
                        "connection  none",
                        "state       usable");
        assertThat(flows.explain("bob")).containsExactly("no flow token");
    }

    @Test
    void refusesValuesThatCannotBeUsed() {
        assertThat(PathCheck.check(Map.of("registrar", "example.com"))).isPresent();
        assertThat(PathCheck.check(Map.of("registrar", "sip:alice@example.com")))
                .isPresent();
        assertThat(PathCheck.check(Map.of("registrar", "sip:example.com;transport=sctp")))
                .isPresent();
        assertThat(PathCheck.check(Map.of("flow_token_secret", "short"))).isPresent();
        assertThat(PathCheck.check(Map.of("registrar", "sip:[2001:db8::1]:5070;transport=tcp")))
                .isEmpty();
        assertThat(PathCheck.check(Map.of("registrar", "", "flow_token_secret", "")))
                .isEmpty();
    }

    private SipTransport sockets() {
        return (SipTransport) Proxy.newProxyInstance(
                SipTransport.class.getClassLoader(),
                new Class<?>[] {SipTransport.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "listenPoints" -> List.of(Message.point(Transport.UDP));
                    case "isLocal" -> arguments[0].equals("127.0.0.1") && arguments[1].equals(26098);
                    case "flow" ->
                        Optional.of(new TestFlow(Message.point(Transport.UDP), (InetSocketAddress) arguments[1]));
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
