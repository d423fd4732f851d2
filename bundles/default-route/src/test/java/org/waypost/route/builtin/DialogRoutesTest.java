package org.waypost.route.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.route.builtin.DialogRoutes.Way;
import org.waypost.sip.Branch;
import org.waypost.sip.DialogRouting;
import org.waypost.sip.HeaderName;
import org.waypost.sip.RouteSet;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipUri;

/** Which Routes of callers lead anywhere. */
class DialogRoutesTest {

    private static final String BOB = "sip:bob@192.0.2.7";

    private final DialogSignature signatures = new DialogSignature(new byte[] {1});
    private final List<String> recorded = new ArrayList<>();
    private Optional<DialogRouting> routing = Optional.of(new Following());
    private final DialogRoutes dialogs = new DialogRoutes(() -> routing.orElse(null));

    /** Takes the first Route for this server's, and goes to the next: by changing it for the target if it is of a strict router. */
    private final class Following implements DialogRouting {

        @Override
        public void record(SipContext context, String parameters) {
            recorded.add(parameters);
        }

        @Override
        public Followed follow(SipContext context) {
            RouteSet routes = RouteSet.of(context).orElseThrow();
            List<RouteSet.Entry> entries = routes.entries();
            String parameters = SipUri.parse(entries.get(0).uri())
                    .orElseThrow()
                    .parameters()
                    .toString();
            boolean next = entries.size() > 1;
            if (next && !entries.get(1).uri().contains(";lr")) {
                routes.removeFirst(2);
                routes.append(context.target().uri());
                context.target(context.target().withUri(entries.get(1).uri()));
            } else {
                routes.removeFirst(1);
                context.target(
                        context.target().withDestination(next ? entries.get(1).uri() : ""));
            }
            return new Followed(true, next, ";" + parameters);
        }
    }

    private static SipContext bye(String... headerLines) {
        return new Exchange("BYE", BOB, headerLines).context;
    }

    private String signed() {
        return signatures.parameter(bye().request());
    }

    private static List<String> routes(SipContext context) {
        assertThat(context.edits().apply()).isTrue();
        List<String> routes = new ArrayList<>();
        for (int line = context.request().indexOf(HeaderName.ROUTE, 0);
                line >= 0;
                line = context.request().indexOf(HeaderName.ROUTE, line + 1)) {
            routes.add(context.request().headerValue(line).toString());
        }
        return routes;
    }

    @Test
    void followsASignedRouteToTheDevice() {
        SipContext bye = bye("Route: <sip:192.0.2.1;lr" + signed() + ">");

        assertThat(dialogs.follow(bye, signatures)).isEqualTo(Way.DEVICE);
        assertThat(routes(bye)).isEmpty();
    }

    @Test
    void followsASignedRouteToAnotherProxy() {
        SipContext bye = bye("Route: <sip:192.0.2.1;lr" + signed() + ">,<sip:proxy.example;lr>");

        assertThat(dialogs.follow(bye, signatures)).isEqualTo(Way.PROXY);
        assertThat(bye.target().destination()).isEqualTo("sip:proxy.example;lr");
        assertThat(routes(bye)).containsExactly("<sip:proxy.example;lr>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<sip:192.0.2.1;lr>",
                "<sip:192.0.2.1;lr;sig=AAAAAAAAAAAA>",
                "<sip:192.0.2.1;lr>,<sip:victim.example;lr>",
                "<sip:192.0.2.1;lr;sig=AAAAAAAAAAAA>,<sip:victim.example;lr>",
                "<sip:192.0.2.1;lr;sig=AAAAAAAAAAAA>,<sip:victim.example>",
                "<sip:192.0.2.1;lr;sig=AAAAAAAAAAAA>\r\nRoute: <sip:victim.example;lr>,<sip:other.example;lr>"
            })
    void takesRoutesOutThatAreNotSigned(String routes) {
        SipContext bye = bye("Route: " + routes);

        assertThat(dialogs.follow(bye, signatures)).isEqualTo(Way.NONE);
        assertThat(bye.target()).isEqualTo(Branch.to(BOB));
        assertThat(routes(bye)).isEmpty();
    }

    @Test
    void takesRoutesOutThatWereSignedForAnotherCall() {
        SipContext bye = bye("Call-ID: other", "Route: <sip:192.0.2.1;lr" + signed() + ">,<sip:victim.example;lr>");

        assertThat(dialogs.follow(bye, signatures)).isEqualTo(Way.NONE);
        assertThat(bye.target()).isEqualTo(Branch.to(BOB));
        assertThat(routes(bye)).isEmpty();
    }

    @Test
    void takesRoutesOutWhoseSignatureIsInAnotherThanTheFirst() {
        SipContext bye = bye("Route: <sip:192.0.2.1;lr>,<sip:victim.example;lr" + signed() + ">");

        assertThat(dialogs.follow(bye, signatures)).isEqualTo(Way.NONE);
        assertThat(routes(bye)).isEmpty();
    }

    @Test
    void keepsOtherEditsWhenItTakesRoutesOut() {
        SipContext bye = bye("Route: <sip:192.0.2.1;lr>,<sip:victim.example;lr>");
        bye.edits().append("X-Kept: yes\r\n");

        dialogs.follow(bye, signatures);

        assertThat(routes(bye)).isEmpty();
        assertThat(new String(bye.edits().result(), StandardCharsets.ISO_8859_1))
                .contains("X-Kept: yes\r\n");
    }

    @Test
    void refusesWhatCannotBeReadAnyMoreWithoutTheRoutes() {
        Exchange bye = new Exchange("BYE", BOB, "Route: <sip:192.0.2.1;lr>,<sip:victim.example;lr>");
        bye.context.edits().replace(bye.context.request().indexOf(HeaderName.CSEQ, 0), "CSeq: none\r\n");

        assertThat(dialogs.follow(bye.context, signatures)).isEqualTo(Way.ENDED);
        assertThat(bye.answer()).isEqualTo("400 Bad Request\r\n");
    }

    @Test
    void goesByTheRequestUriWithoutRoutes() {
        assertThat(dialogs.follow(bye(), signatures)).isEqualTo(Way.NONE);
    }

    @Test
    void goesByTheRequestUriWhileNobodyCanFollowRoutes() {
        routing = Optional.empty();

        assertThat(dialogs.follow(bye("Route: <sip:192.0.2.1;lr" + signed() + ">"), signatures))
                .isEqualTo(Way.NONE);
    }

    @Test
    void takesOutAllRoutesOfACaller() {
        SipContext bye = bye("Route: <sip:a.example;lr>,<sip:b.example>", "X-Other: 1", "Route: <sip:c.example>");

        DialogRoutes.removeRoutes(bye);

        assertThat(routes(bye)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE", "SUBSCRIBE", "REFER"})
    void signsTheRecordOfWhatOpensADialog(String method) {
        dialogs.record(new Exchange(method, BOB).context, signatures);

        assertThat(recorded).containsExactly(signed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"MESSAGE", "OPTIONS", "PUBLISH", "BYE", "ACK"})
    void recordsNothingElse(String method) {
        dialogs.record(new Exchange(method, BOB).context, signatures);

        assertThat(recorded).isEmpty();
    }

    @Test
    void recordsNothingWhileNobodyCan() {
        routing = Optional.empty();

        dialogs.record(new Exchange("INVITE", BOB).context, signatures);

        assertThat(recorded).isEmpty();
    }
}
