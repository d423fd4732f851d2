package org.waypost.kemi.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.sip.Octets;

class IpAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "10.1.2.3", "255.255.255.255", "192.0.2.1", "1.2.3.004"})
    void readsAddresses(String text) throws Exception {
        assertThat(IpAddress.parse(text)).contains(InetAddress.getByName(text.replace("004", "4")));
        assertThat(IpAddress.isWritten(Octets.of(text), IpAddress.parse(text).orElseThrow()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "1",
                "1.2.3",
                "1.2.3.",
                ".1.2.3",
                "1..2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.0004",
                "1.2.3.4 ",
                "a.b.c.d",
                "1.2.3.-4",
                "localhost"
            })
    void refusesWhatIsNone(String text) throws Exception {
        assertThat(IpAddress.parse(text)).isEmpty();
        assertThat(IpAddress.isPrivate(Octets.of(text))).isFalse();
        assertThat(IpAddress.isWritten(Octets.of(text), InetAddress.getByName("1.2.3.4")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "9.255.255.255, false", "10.0.0.0, true", "10.255.255.255, true", "11.0.0.0, false", "100.63.0.1, false",
        "100.64.0.1, true", "100.127.0.1, true", "100.128.0.1, false", "172.15.0.1, false", "172.16.0.1, true",
        "172.31.0.1, true", "172.32.0.1, false", "192.0.0.9, true", "192.0.1.9, false", "192.168.0.1, true",
        "192.169.0.1, false", "202.168.0.1, false"
    })
    void knowsPrivateOnes(String text, boolean isPrivate) {
        assertThat(IpAddress.isPrivate(Octets.of(text))).isEqualTo(isPrivate);
        assertThat(IpAddress.isPrivate(IpAddress.parse(text).orElseThrow())).isEqualTo(isPrivate);
    }

    @Test
    void comparesAddressesOfIpv6HoweverTheyAreWritten() throws Exception {
        InetAddress address = InetAddress.getByName("2001:db8::1");
        assertThat(IpAddress.isWritten(Octets.of("[2001:DB8:0:0::1]"), address)).isTrue();
        assertThat(IpAddress.isWritten(Octets.of("2001:db8::1"), address)).isTrue();
        assertThat(IpAddress.isWritten(Octets.of("[2001:db8::2]"), address)).isFalse();
        assertThat(IpAddress.isWritten(Octets.of("192.0.2.1"), address)).isFalse();
    }
}
