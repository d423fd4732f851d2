package org.waypost.sip.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardedForTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "192.0.2.1 | 203.0.113.9                            | 203.0.113.9",
                "192.0.2.1 | 203.0.113.9:4711                       | 203.0.113.9",
                "192.0.2.1 | [2001:db8::9]:4711                     | 2001:db8::9",
                "192.0.2.1 | 2001:db8::9                            | 2001:db8::9",
                "192.0.2.1 | 198.51.100.66, 203.0.113.9, 192.0.2.77 | 203.0.113.9",
                "192.0.2.1 | 192.0.2.5, 192.0.2.6                   | 192.0.2.5",
                "192.0.2.1 | localhost                              | -",
                "192.0.2.1 | 203.0.113.9, unknown                   | -",
                "192.0.2.1 | ''                                     | -",
                "203.0.113.1 | 198.51.100.66                        | -"
            })
    void believesTrustedProxiesOnly(String peer, String header, String client) throws UnknownHostException {
        assertThat(ForwardedFor.client(
                                InetAddress.getByName(peer), List.of(header), ForwardedFor.proxies("192.0.2.0/24"))
                        .map(InetAddress::getHostAddress))
                .isEqualTo(java.util.Optional.ofNullable(client).map(ForwardedForTest::text));
    }

    private static String text(String address) {
        try {
            return InetAddress.getByName(address).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"203.0.113.1 | 198.51.100.66 | 203.0.113.9"})
    void readsSeveralHeadersAsOne(String first, String second, String third) throws UnknownHostException {
        InetAddress peer = InetAddress.getByName("192.0.2.1");
        assertThat(ForwardedFor.client(peer, List.of(first + "," + second, third), ForwardedFor.proxies("192.0.2.1")))
                .hasValue(InetAddress.getByName(third));
    }
}
