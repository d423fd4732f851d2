package org.waypost.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NextHopTest {

    @ParameterizedTest
    @CsvSource({
        "sip:bob@192.0.2.1, UDP, 5060",
        "sip:192.0.2.1:5070, UDP, 5070",
        "sip:bob@192.0.2.1;transport=TCP, TCP, 5060",
        "sip:bob@192.0.2.1;transport=tls, TLS, 5061",
        "sips:bob@192.0.2.1, TLS, 5061",
        "sips:bob@192.0.2.1;transport=tcp, TLS, 5061",
        "sips:bob@192.0.2.1;transport=ws, WSS, 443",
        "sip:bob@example.com;maddr=192.0.2.1, UDP, 5060",
    })
    void anAddressNeedsNoLookup(String uri, Transport transport, int port) {
        SipServer server = NextHop.of(uri).orElseThrow().literal().orElseThrow();

        assertThat(server.transport()).isEqualTo(transport);
        assertThat(server.address().getAddress().getHostAddress()).isEqualTo("192.0.2.1");
        assertThat(server.address().getPort()).isEqualTo(port);
    }

    @Test
    void readsAnIpv6Address() {
        SipServer server =
                NextHop.of("sip:bob@[2001:db8::1]:5070").orElseThrow().literal().orElseThrow();

        assertThat(server.address().getAddress().getHostAddress()).isEqualTo("2001:db8:0:0:0:0:0:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "1.2.3", "1.2.3.400", "1.2.3.4.5", "1..2.3", "1.2.3.", "12345"})
    void whatIsNoAddressIsAName(String host) {
        assertThat(NextHop.of("sip:bob@" + host).orElseThrow().literal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tel:+4930123", "sip:bob@example.com;transport=pigeon", "sips:bob@example.com;transport=udp"})
    void knowsNoWayForOtherSchemesTransportsAndForSipsWithoutTls(String uri) {
        assertThat(NextHop.of(uri)).isEmpty();
    }

    @Test
    void keepsWhatIsNotSaidOpen() {
        assertThat(NextHop.of("sip:example.com"))
                .contains(new NextHop("example.com", 0, java.util.Optional.empty(), false));
    }
}
