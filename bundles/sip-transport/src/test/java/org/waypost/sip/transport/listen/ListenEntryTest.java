package org.waypost.sip.transport.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.sip.transport.LocalPoint;

class ListenEntryTest {

    @Test
    void readsAList() {
        assertThat(ListenEntry.parse("udp:127.0.0.1:5060 advertise 1.2.3.4:5070 , tcp:[::1]:5080,127.0.0.1,,"))
                .extracting(ListenEntry::toString)
                .containsExactly("udp:127.0.0.1:5060 advertise 1.2.3.4:5070", "tcp:[::1]:5080", "tcp:127.0.0.1:5060");
    }

    @Test
    void standsForBothProtocolsWithoutOne() {
        assertThat(ListenEntry.parse("[::1]:5070"))
                .extracting(ListenEntry::toString)
                .containsExactly("udp:[::1]:5070", "tcp:[::1]:5070");
    }

    @Test
    void knowsTheUsualPortOfEachProtocol() {
        assertThat(ListenEntry.parse("tls:127.0.0.1, ws:127.0.0.1, WSS:127.0.0.1"))
                .extracting(ListenEntry::toString)
                .containsExactly("tls:127.0.0.1:5061", "ws:127.0.0.1:80", "wss:127.0.0.1:443");
    }

    @Test
    void namesAPointByItsAddressAndByWhatItAdvertises() {
        LocalPoint point = ListenEntry.parse("udp:127.0.0.1:0 advertise sip.example.com")
                .get(0)
                .naming()
                .apply(new InetSocketAddress("127.0.0.1", 4321));
        assertThat(point.description()).isEqualTo("udp:127.0.0.1:4321");
        assertThat(point.sentBy()).hasToString("sip.example.com:4321");
        assertThat(point.advertisedDescription()).isEqualTo("udp:sip.example.com:4321");
    }

    @Test
    void givesAWildcardAnAddressThatCanBeReached() {
        LocalPoint point = ListenEntry.parse("tcp:0.0.0.0:5060").get(0).naming().apply(new InetSocketAddress(5060));
        assertThat(point.description()).endsWith(":5060").startsWith("tcp:");
        assertThat(point.sentBy().host()).isNotEqualTo("0.0.0.0").isNotEmpty();
        assertThat(point.advertisedDescription()).isEqualTo(point.description());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sctp:1.2.3.4:5060",
                "udp:",
                "udp:127.0.0.1:x",
                "127.0.0.1:70000",
                "127.0.0.1 advertise",
                "udp:127.0.0.1:5060 advertise a:b"
            })
    void refuses(String entry) {
        assertThatThrownBy(() -> ListenEntry.parse(entry)).isInstanceOf(IllegalArgumentException.class);
    }
}
