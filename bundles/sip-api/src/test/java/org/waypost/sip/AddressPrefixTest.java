package org.waypost.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPrefixTest {

    @ParameterizedTest
    @CsvSource({
        "::1, ::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "fe80:0:0:0:1:2:3:0, fe80::1:2:3:0",
        "1:0:0:0:0:0:0:0, 1::",
        "::, ::",
        "[2001:db8::1]/64, 2001:db8::1/64",
        "192.0.2.7, 192.0.2.7"
    })
    void writesAddressesShort(String typed, String shown) {
        assertThat(AddressPrefix.parse(typed)).hasToString(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "192.0.2.0/25, 192.0.2.127, true",
        "192.0.2.0/25, 192.0.2.128, false",
        "0.0.0.0/0, 198.51.100.1, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false"
    })
    void containsAddressesThatBeginWithItsBits(String prefix, String address, boolean contained)
            throws UnknownHostException {
        assertThat(AddressPrefix.parse(prefix).contains(InetAddress.getByName(address)))
                .isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "192.0.2.0/33", "300.0.0.1", "192.0.2", "2001:db8::/129", ""})
    void refusesWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> AddressPrefix.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("wanted");
    }
}
