package org.waypost.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.sip.transport.wire.MessageScanner;
import org.waypost.sip.transport.wire.Messages;
import org.waypost.sip.transport.wire.ScanLimits;
import org.waypost.sip.transport.wire.WireRequest;

class ContactCountTest {

    private static WireRequest request(Messages message) {
        MessageScanner scanner = new MessageScanner();
        byte[] octets = message.octets();
        scanner.scan(octets, 0, octets.length, new ScanLimits(64, 1000));
        return scanner.request();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<sip:a>|1",
                "<sip:a>, <sip:b>|2",
                "\"a, b\" <sip:a,b>;x=\"y,\\\",z\", sip:b|2",
                "<sip:a?x=\"y>, <sip:b>|2"
            })
    void countsValuesNotCommas(String value, int count) {
        WireRequest request = request(Messages.register().plus("Contact: " + value));
        assertThat(ContactCount.exceeds(request, count)).isFalse();
        assertThat(ContactCount.exceeds(request, count - 1)).isTrue();
    }

    @Test
    void addsUpTheHeaders() {
        WireRequest request = request(Messages.register().plus("m: <sip:a>").plus("Contact: <sip:b>, <sip:c>"));
        assertThat(ContactCount.exceeds(request, 3)).isFalse();
        assertThat(ContactCount.exceeds(request, 2)).isTrue();
    }

    @Test
    void findsNoneInAQuery() {
        assertThat(ContactCount.exceeds(request(Messages.register()), 0)).isFalse();
    }
}
