package org.waypost.sip.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DnsSettingsTest {

    @Test
    void readsNameServersWithAndWithoutPorts() {
        assertThat(DnsSettings.servers("192.0.2.53, 192.0.2.54:5353 [2001:db8::1]:54  2001:db8::2"))
                .containsExactly(
                        new InetSocketAddress("192.0.2.53", 53),
                        new InetSocketAddress("192.0.2.54", 5353),
                        new InetSocketAddress("2001:db8::1", 54),
                        new InetSocketAddress("2001:db8::2", 53));
        assertThat(DnsSettings.servers(" ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ns.example", "192.0.2.53:x", "192.0.2.53;lr", "a@192.0.2.53", "192.0.2.300"})
    void refusesWhatIsNoAddress(String servers) {
        assertThat(DnsCheck.check(Map.of("servers", servers)))
                .hasValueSatisfying(refusal -> assertThat(refusal.key()).isEqualTo("servers"));
    }
}
