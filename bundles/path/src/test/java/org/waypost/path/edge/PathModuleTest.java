package org.waypost.path.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waypost.sip.HeaderName;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipTransport;
import org.waypost.sip.Transport;

/** The Path headers that Kamailio 5.6.3 made of the same requests, but for the text of its tokens. */
class PathModuleTest {

    private static final String OUTBOUND = "Contact: <sip:alice@127.0.0.1:45452;ob>;reg-id=1;"
            + "+sip.instance=\"<urn:uuid:00000000-0000-1000-8000-AABBCCDDEEFF>\"";
    private static final String PLAIN = "Contact: <sip:alice@127.0.0.1:45452;ob>";

    private final FlowTokens tokens = new FlowTokens(new byte[32]);
    private final Flows flows = new Flows(sockets(), new byte[32]);
    private final PathModule path = new PathModule(flows);

    @Test
    void addsTheTokenForAClientWithOutbound() {
        SipContext context = Message.of("REGISTER", Transport.UDP, OUTBOUND);

        assertThat(added(context, "add_path")).isEqualTo("Path: <sip:" + token(context) + "@127.0.0.1:26098;lr;ob>");
    }

    @Test
    void addsTheTokenBesideWhereTheRequestCameFrom() {
        SipContext context = Message.of("REGISTER", Transport.TCP, OUTBOUND);

        assertThat(added(context, "add_path_received"))
                .isEqualTo("Path: <sip:" + token(context)
                        + "@127.0.0.1:26098;lr;received=sip:127.0.0.1:45452%3Btransport%3Dtcp;ob>");
    }

    @Test
    void addsItsAddressAloneForOtherClients() {
        assertThat(added("add_path", PLAIN)).isEqualTo("Path: <sip:127.0.0.1:26098;lr>");
    }

    @Test
    void takesUserAndParametersInsteadOfAToken() {
        assertThat(added("add_path_user", OUTBOUND, "bob")).isEqualTo("Path: <sip:bob@127.0.0.1:26098;lr>");
        assertThat(added("add_path_user_params", OUTBOUND, "bob", "a=1;b"))
                .isEqualTo("Path: <sip:bob@127.0.0.1:26098;lr;a=1;b>");
        assertThat(added("add_path_user_params", OUTBOUND, "", "a=1")).isEqualTo("Path: <sip:127.0.0.1:26098;lr;a=1>");
        assertThat(added("add_path_received_user", PLAIN, "bob"))
                .isEqualTo("Path: <sip:bob@127.0.0.1:26098;lr;received=sip:127.0.0.1:45452>");
        assertThat(added("add_path_received_user_params", OUTBOUND, "bob", "a=1"))
                .isEqualTo("Path: <sip:bob@127.0.0.1:26098;lr;received=sip:127.0.0.1:45452;a=1>");
    }

    @Test
    void namesTheSocketTheRequestLeavesFrom() {
        SipContext context = Message.of("REGISTER", Transport.UDP, PLAIN);
        context.target(context.target().withDestination("sip:127.0.0.1:26096;transport=tcp"));

        assertThat(added(context, "add_path")).isEqualTo("Path: <sip:127.0.0.1:26098;transport=tcp;lr>");
    }

    @Test
    void standsBeforeThePathOfAnEarlierHop() {
        SipContext context = Message.of("REGISTER", Transport.UDP, "Path: <sip:x@192.0.2.4;lr>", PLAIN);
        path.functions().get("add_path").function().call(context, new Object[0]);

        assertThat(Message.edited(context))
                .contains("CSeq: 1 REGISTER\r\nPath: <sip:127.0.0.1:26098;lr>\r\nPath: <sip:x@192.0.2.4;lr>\r\n");
    }

    @Test
    void usesOutboundOnlyForWhoComesStraightFromAClient() {
        assertThat(flows.usesOutbound(Message.of("REGISTER", Transport.UDP, "Via: SIP/2.0/UDP 192.0.2.1", OUTBOUND)))
                .isFalse();
        assertThat(flows.usesOutbound(Message.of("REGISTER", Transport.UDP))).isFalse();
        assertThat(flows.usesOutbound(Message.of("INVITE", Transport.UDP, PLAIN)))
                .isTrue();
        assertThat(flows.usesOutbound(Message.of("INVITE", Transport.UDP, OUTBOUND.replace(";ob>", ">"))))
                .isFalse();
        assertThat(flows.usesOutbound(
                        Message.of("REGISTER", Transport.UDP, "Contact: \"<;reg-id=1\" <sip:a@b>, <sip:c@d>;reg-id=1")))
                .isFalse();
        assertThat(flows.usesOutbound(Message.of("REGISTER", Transport.UDP, "Contact: \"a\\\"")))
                .isFalse();
        assertThat(flows.usesOutbound(Message.of("REGISTER", Transport.UDP, "Contact: *")))
                .isFalse();
    }

    @Test
    void obeysTheFlagsOfAScript() {
        flows.configure(new FlowSettings(1, 2, ""));
        SipContext plain = Message.of("REGISTER", Transport.UDP, PLAIN);
        plain.flags(1 << 1);
        SipContext outbound = Message.of("REGISTER", Transport.UDP, OUTBOUND);
        outbound.flags(1 << 2);

        assertThat(flows.usesOutbound(plain)).isTrue();
        assertThat(flows.usesOutbound(outbound)).isFalse();
    }

    private String added(String function, String contact, String... arguments) {
        return added(Message.of("REGISTER", Transport.UDP, contact), function, arguments);
    }

    private String added(SipContext context, String function, String... arguments) {
        assertThat(path.functions().get(function).function().call(context, arguments))
                .isEqualTo(1);
        assertThat(context.edits().appended()).hasSize(1);
        assertThat(context.request().has(HeaderName.PATH)).isFalse();
        return context.edits().appended().get(0).strip();
    }

    private String token(SipContext context) {
        return tokens.token(FlowIdentity.of(context.flow()));
    }

    private static SipTransport sockets() {
        List<ListenPoint> points = List.of(Message.point(Transport.UDP), Message.point(Transport.TCP));
        return (SipTransport) Proxy.newProxyInstance(
                SipTransport.class.getClassLoader(),
                new Class<?>[] {SipTransport.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "listenPoints" -> points;
                    case "listenPoint" -> Optional.empty();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
