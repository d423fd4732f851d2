package org.waypost.proxy.rr;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.proxy.TestServer;
import org.waypost.sip.DialogRouting.Followed;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;

/** What routes in Java learn about the Routes of a request, and what they record. */
class DialogRoutesTest {

    private static final String BOB = "sip:bob@192.0.2.9:5090";

    private TestServer server;
    private DialogRoutes dialogs;
    private String me;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer();
        dialogs = new DialogRoutes(server.transport(), server.relay());
        me = "127.0.0.1:" + server.port(Transport.UDP);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private SipContext context(String uri, String routes) {
        return server.contextOf(("BYE " + uri + " SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\n"
                        + "From: <sip:a@x>;tag=from\r\nTo: <sip:bob@x>;tag=to\r\nCall-ID: c\r\nCSeq: 1 BYE\r\n" + routes
                        + "\r\n")
                .replace("ME", me)
                .getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void givesTheParametersOfItsOwnRoute() {
        assertThat(dialogs.follow(context(BOB, "Route: <sip:ME;lr;sig=x>\r\n")))
                .isEqualTo(new Followed(true, false, ";lr;sig=x"));
    }

    @Test
    void saysThatAnotherRouteIsBehindItsOwn() {
        SipContext bye = context(BOB, "Route: <sip:ME;lr;sig=x>,<sip:1.2.3.4;lr>\r\n");

        assertThat(dialogs.follow(bye)).isEqualTo(new Followed(true, true, ";lr;sig=x"));
        assertThat(bye.target().destination()).isEqualTo("sip:1.2.3.4;lr");
    }

    @Test
    void givesTheParametersThatAStrictRouterLeftInTheRequestUri() {
        SipContext bye = context("sip:ME;lr;sig=x", "Route: <" + BOB + ">\r\n");

        assertThat(dialogs.follow(bye)).isEqualTo(new Followed(true, false, "lr;sig=x"));
        assertThat(bye.target().uri()).isEqualTo(BOB);
    }

    @Test
    void givesNoParametersOfTheRouteOfSomebodyElse() {
        assertThat(dialogs.follow(context(BOB, "Route: <sip:1.2.3.4;lr;sig=x>,<sip:ME;lr;sig=x>\r\n")))
                .isEqualTo(new Followed(true, false, ""));
    }

    @Test
    void followsNothingWithoutRoutes() {
        assertThat(dialogs.follow(context(BOB, ""))).isEqualTo(new Followed(false, false, ""));
    }

    @Test
    void recordsOnceWithTheParametersGiven() {
        SipContext request = context(BOB, "");

        dialogs.record(request, ";sig=x");
        dialogs.record(request, ";sig=y");

        assertThat(request.attachment(RecordRouting.class, RecordRouting::new)
                        .values(request.flow().local(), request.flow().local(), false))
                .singleElement()
                .asString()
                .endsWith(";lr;ftag=from;sig=x>");
    }
}
