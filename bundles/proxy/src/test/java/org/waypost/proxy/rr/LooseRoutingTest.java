package org.waypost.proxy.rr;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.proxy.TestServer;
import org.waypost.sip.HeaderName;
import org.waypost.sip.ScriptModule.Signature;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;

/** What KSR.rr does with Route headers; the results are those of Kamailio 5.6.3 for the same requests. */
class LooseRoutingTest {

    private static final String BOB = "sip:bob@192.0.2.9:5090";

    private TestServer server;
    private Map<String, Signature> rr;
    private String me;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer();
        rr = new RrModule(server.transport(), server.relay()).functions();
        me = "127.0.0.1:" + server.port(Transport.UDP);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** ME stands for this server; routes are divided by spaces into header lines. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // within a dialog: Request-URI | Route lines | code | $ru | $du | Route lines left | next
                "sip:bob@192.0.2.9:5090|<sip:ME;lr>|1|sip:bob@192.0.2.9:5090|-|-|-1",
                "sip:bob@192.0.2.9:5090|<sip:ME>|1|sip:bob@192.0.2.9:5090|-|-|-1",
                "sip:bob@192.0.2.9:5090|\"x\"<sip:u@ME;lr=on>;a=b|1|sip:bob@192.0.2.9:5090|-|-|-1",
                "sip:bob@192.0.2.9:5090|<sip:ME;lr> <sip:1.2.3.4;lr>|1|sip:bob@192.0.2.9:5090|sip:1.2.3.4;lr|<sip:1.2.3.4;lr>|1",
                "sip:bob@192.0.2.9:5090|<sip:ME;lr>,<sip:1.2.3.4;lr>,<sip:5.6.7.8;lr>|1|sip:bob@192.0.2.9:5090|sip:1.2.3.4;lr"
                        + "|<sip:1.2.3.4;lr>,<sip:5.6.7.8;lr>|1",
                "sip:bob@192.0.2.9:5090|<sip:ME;lr> <sip:1.2.3.4>|1|sip:1.2.3.4|-|<sip:bob@192.0.2.9:5090>|1",
                "sip:bob@192.0.2.9:5090|<sip:ME;lr> <sip:1.2.3.4> <sip:5.6.7.8;lr>|1|sip:1.2.3.4|-"
                        + "|<sip:5.6.7.8;lr> <sip:bob@192.0.2.9:5090>|1",
                "sip:bob@192.0.2.9:5090|<sip:1.2.3.4;lr>|1|sip:bob@192.0.2.9:5090|sip:1.2.3.4;lr|<sip:1.2.3.4;lr>|-1",
                "sip:bob@192.0.2.9:5090|<sip:1.2.3.4>,<sip:5.6.7.8;lr> <sip:5.6.7.9;lr>|1|sip:1.2.3.4|-"
                        + "|<sip:5.6.7.8;lr> <sip:5.6.7.9;lr> <sip:bob@192.0.2.9:5090>|-1",
                "sip:bob@192.0.2.9:5090|<sip:ME;lr> <sip:ME;lr>|1|sip:bob@192.0.2.9:5090|sip:ME;lr|<sip:ME;lr>|1",
                "sip:bob@192.0.2.9:5090|<sip:ME;transport=tcp;r2=on;lr> <sip:ME;r2=on;lr>|1|sip:bob@192.0.2.9:5090|-|-|-1",
                "sip:bob@192.0.2.9:5090|garbage|-1|sip:bob@192.0.2.9:5090|-|garbage|-1",
                "sip:bob@192.0.2.9:5090|<sip:1.2.3.4;lr|-1|sip:bob@192.0.2.9:5090|-|<sip:1.2.3.4;lr|-1",
                "sip:ME;lr|<sip:1.2.3.4;lr> <sip:bob@192.0.2.9:5090>|1|sip:bob@192.0.2.9:5090|sip:1.2.3.4;lr|<sip:1.2.3.4;lr>|-1",
                "sip:ME;lr|<sip:bob@192.0.2.9:5090>|1|sip:bob@192.0.2.9:5090|-|-|-1",
                "sip:ME;lr|<sip:1.2.3.4> <sip:bob@192.0.2.9:5090>|1|sip:1.2.3.4|-|<sip:bob@192.0.2.9:5090>|-1",
                "sip:bob@ME;gr=urn:uuid:A|<sip:ME;lr>|1|sip:bob@ME;gr=urn:uuid:A|-|-|-1",
                "sip:bob@ME;gr|<sip:ME;lr>|1|sip:bob@ME;gr|-|-|-1",
                "sip:bob@ME|<sip:1.2.3.4;lr>|1|sip:1.2.3.4;lr|sip:1.2.3.4;lr|-|-1",
            })
    void followsTheRoutesOfADialog(
            String uri, String routes, int code, String ru, String du, String left, int nextIsRoute) {
        SipContext context = context(uri, true, routes.split(" "));

        assertThat(call(context, "loose_route")).isEqualTo(code);
        assertThat(context.target().uri()).isEqualTo(here(ru));
        assertThat(context.target().destination()).isEqualTo(du == null ? "" : here(du));
        assertThat(routes(context))
                .isEqualTo(left == null ? List.of() : List.of(here(left).split(" ")));
        assertThat(call(context, "next_hop_route")).isEqualTo(nextIsRoute);
    }

    @Test
    void saysWhatIsPreloaded() {
        assertThat(call(context(BOB, false, "<sip:ME;lr>"), "loose_route")).isEqualTo(-3);
        assertThat(call(context("sip:bob@ME", false, "<sip:ME;lr>"), "loose_route"))
                .isEqualTo(-3);
        assertThat(call(context(BOB, false, "<sip:ME;lr>"), "loose_route_preloaded"))
                .isEqualTo(1);
        assertThat(call(context(BOB, true, "<sip:ME;lr>"), "loose_route_preloaded"))
                .isEqualTo(-1);
        assertThat(call(context(BOB, false, "<sip:1.2.3.4;lr>"), "loose_route")).isEqualTo(1);
        assertThat(call(context(BOB, false), "loose_route")).isEqualTo(-1);
    }

    @Test
    void leavesARequestUriOfItsOwnAloneIfTold() {
        SipContext context = context("sip:bob@ME", true, "<sip:1.2.3.4;lr>");

        assertThat(call(context, "loose_route_mode", 1L)).isEqualTo(1);
        assertThat(context.target().uri()).isEqualTo(here("sip:bob@ME"));
        assertThat(context.target().destination()).isEqualTo("sip:1.2.3.4;lr");
    }

    @Test
    void sendsFromTheSocketOfTheSecondRouteOfAPair() {
        SipContext context = context(BOB, true, "<sip:ME;r2=on;lr>,<sip:ME;r2=on;lr>,<sip:1.2.3.4;lr>");

        assertThat(call(context, "loose_route")).isEqualTo(1);
        assertThat(context.target().socket()).isEqualTo("udp:" + me);
        assertThat(routes(context)).containsExactly("<sip:1.2.3.4;lr>");
    }

    @Test
    void sendsFromAnySocketIfToldNotToFollowThePair() {
        SipContext context = context(BOB, true, "<sip:ME;r2=on;lr>,<sip:ME;r2=on;lr>");

        assertThat(new LooseRouting(server.transport(), context, false).route(true))
                .isEqualTo(1);
        assertThat(context.target().socket()).isEmpty();
    }

    @Test
    void saysTheSameAgainWhenTheRoutesHaveBeenFollowed() {
        SipContext context = context(BOB, true, "<sip:ME;lr> <sip:1.2.3.4;lr>".split(" "));
        assertThat(call(context, "loose_route")).isEqualTo(1);
        assertThat(call(context, "loose_route")).isEqualTo(1);
        assertThat(routes(context)).containsExactly("<sip:1.2.3.4;lr>");

        SipContext initial = context(BOB, false, "<sip:ME;lr>");
        assertThat(call(initial, "loose_route")).isEqualTo(-3);
        assertThat(call(initial, "loose_route_preloaded")).isEqualTo(1);
        assertThat(routes(initial)).isEmpty();
        assertThat(call(initial, "loose_route")).as("there are none any more").isEqualTo(-1);
    }

    @Test
    void knowsTheParametersOfItsRouteAndTheDirection() {
        SipContext down = context(BOB, true, "<sip:ME;lr;ftag=from;nat=yes>");
        SipContext up = context(BOB, true, "<sip:ME;lr;ftag=other>");

        assertThat(call(down, "check_route_param", "nat=yes")).isEqualTo(-1);
        call(down, "loose_route");
        call(up, "loose_route");

        assertThat(call(down, "check_route_param", "nat=yes")).isEqualTo(1);
        assertThat(call(down, "check_route_param", "^;lr")).isEqualTo(1);
        assertThat(call(up, "check_route_param", "nat=yes")).isEqualTo(-1);
        assertThat(call(down, "is_direction", "downstream")).isEqualTo(1);
        assertThat(call(down, "is_direction", "upstream")).isEqualTo(-1);
        assertThat(call(up, "is_direction", "upstream")).isEqualTo(1);
        assertThat(call(up, "is_direction", "sideways")).isEqualTo(-6);
    }

    private int call(SipContext context, String function, Object... arguments) {
        return (Integer) rr.get(function).function().call(context, arguments);
    }

    private String here(String text) {
        return text.replace("ME", me);
    }

    private SipContext context(String uri, boolean inDialog, String... routes) {
        StringBuilder text = new StringBuilder("INFO " + here(uri) + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\n"
                + "From: <sip:a@x>;tag=from\r\nTo: <sip:bob@x>" + (inDialog ? ";tag=to" : "") + "\r\n"
                + "Call-ID: c\r\nCSeq: 1 INFO\r\n");
        for (String route : routes) {
            text.append("Route: ").append(here(route)).append("\r\n");
        }
        return server.contextOf(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private static List<String> routes(SipContext context) {
        assertThat(context.edits().apply()).isTrue();
        List<String> routes = new ArrayList<>();
        for (int i = context.request().indexOf(HeaderName.ROUTE, 0);
                i >= 0;
                i = context.request().indexOf(HeaderName.ROUTE, i + 1)) {
            routes.add(context.request().headerValue(i).toString());
        }
        return routes;
    }
}
