package org.waypost.proxy.rr;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.proxy.TestServer;
import org.waypost.proxy.rr.RecordRouting.Kind;
import org.waypost.proxy.rr.RecordRouting.Settings;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.SipRequest;
import org.waypost.sip.Transport;

/** What the parameters make of Record-Route, as in Kamailio 5.6.3. */
class RecordRoutingTest {

    private static final Settings USUAL = new Settings("lr", true, 1, false, false, true);

    private TestServer server;
    private ListenPoint udp;
    private ListenPoint tcp;
    private String in;
    private String out;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer();
        udp = point(Transport.UDP);
        tcp = point(Transport.TCP);
        in = udp.sentBy().toString();
        out = tcp.sentBy().toString();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void writesOneHeaderOrTwo() {
        assertThat(own(USUAL).values(udp, udp, false)).containsExactly("<sip:" + in + ";lr;ftag=from>");
        assertThat(own(USUAL).values(udp, tcp, true))
                .containsExactly(
                        "<sips:" + out + ";transport=tcp;r2=on;lr;ftag=from>", "<sips:" + in + ";r2=on;lr;ftag=from>");
        assertThat(own(new Settings("lr=on", false, 0, false, false, true)).values(udp, tcp, false))
                .containsExactly("<sip:" + out + ";transport=tcp;lr=on>");
        assertThat(own(new Settings("lr", false, 2, false, false, true)).values(udp, udp, false))
                .containsExactly("<sip:" + in + ";r2=on;lr>", "<sip:" + in + ";r2=on;lr>");
    }

    @Test
    void namesTheUserOfTheRequestUriIfAskedTo() {
        Settings named = new Settings("lr", true, 1, true, false, true);
        assertThat(own(named).values(udp, udp, false)).containsExactly("<sip:bob@" + in + ";lr;ftag=from>");
        assertThat(of(Kind.ADVERTISED, "192.0.2.9:5090", "", named).values(udp, tcp, false))
                .containsExactly(
                        "<sip:bob@192.0.2.9:5090;transport=tcp;r2=on;ftag=from;lr>",
                        "<sip:bob@192.0.2.9:5090;transport=udp;r2=on;ftag=from;lr>");
        assertThat(of(Kind.PRESET, "192.0.2.9:5090", "192.0.2.8", named).values(udp, udp, false))
                .containsExactly("<sip:bob@192.0.2.9:5090;ftag=from;lr>", "<sip:bob@192.0.2.8;ftag=from;lr>");
    }

    @Test
    void saysSipForSipsIfAskedTo() {
        Settings plain = new Settings("lr", true, 1, false, true, true);
        assertThat(own(plain).values(udp, udp, true)).containsExactly("<sip:" + in + ";lr;ftag=from>");
    }

    private RecordRouting own(Settings settings) {
        return of(Kind.OWN, "", "", settings);
    }

    private RecordRouting of(Kind kind, String outer, String inner, Settings settings) {
        RecordRouting routing = new RecordRouting();
        assertThat(routing.begin(kind, outer, inner, request(), settings)).isTrue();
        assertThat(List.of(routing.copy().values(udp, udp, false))).isEqualTo(List.of(routing.values(udp, udp, false)));
        return routing;
    }

    private ListenPoint point(Transport transport) {
        return server.transport().listenPoints().stream()
                .filter(point -> point.transport() == transport)
                .findFirst()
                .orElseThrow();
    }

    private SipRequest request() {
        String text = "INVITE sip:bob@example.com SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\n"
                + "From: <sip:a@x>;tag=from\r\nTo: <sip:bob@x>\r\nCall-ID: c\r\nCSeq: 1 INVITE\r\n\r\n";
        return server.contextOf(text.getBytes(StandardCharsets.ISO_8859_1)).request();
    }
}
