package org.waypost.usrloc.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UriComparisonTest {

    /** The examples of RFC 3261 19.1.4 and some more. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "sip:%61lice@atlanta.com;transport=TCP | sip:alice@AtlanTa.CoM;Transport=tcp",
                "sip:carol@chicago.com | sip:carol@chicago.com;newparam=5",
                "sip:carol@chicago.com | sip:carol@chicago.com;security=on",
                "sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com"
                        + " | sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com",
                "sip:alice@atlanta.com?subject=project%20x&priority=urgent"
                        + " | sip:alice@atlanta.com?priority=urgent&subject=project%20x",
                "SIP:a@h | sip:a@h",
                "sip:a%3bb@h | sip:a%3Bb@h",
                "sip:a:secret@[2001:DB8::1]:5061 | sip:a:secret@[2001:db8::1]:5061",
                "tel:+1-201-555-0123 | tel:+12015550123",
                "tel:5550123;phone-context=+1 | tel:555.0123;Phone-Context=+1",
                "urn:x | urn:x"
            })
    void equivalent(String a, String b) {
        assertThat(UriComparison.areEquivalent(a, b)).isTrue();
        assertThat(UriComparison.areEquivalent(b, a)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "SIP:ALICE@AtLanTa.CoM;Transport=udp | sip:alice@AtLanTa.CoM;Transport=UDP",
                "sip:bob@biloxi.com | sip:bob@biloxi.com:5060",
                "sip:bob@biloxi.com | sip:bob@biloxi.com;transport=udp",
                "sip:bob@biloxi.com | sip:bob@biloxi.com:6000;transport=tcp",
                "sip:carol@chicago.com | sip:carol@chicago.com?Subject=next%20meeting",
                "sip:bob@phone21.boxesbybob.com | sip:bob@192.0.2.4",
                "sip:carol@chicago.com;security=on | sip:carol@chicago.com;security=off",
                "sip:a@h | sips:a@h",
                "sip:a@h | sip:h",
                "sip:a:x@h | sip:a:y@h",
                "sip:a@h | sip:a@h;user=phone",
                "sip:a@h | sip:a@h;maddr=10.0.0.1",
                "sip:a%3bb@h | sip:a;b@h",
                "tel:+12015550123 | tel:+12015550124",
                "tel:5550123;phone-context=+1 | tel:5550123",
                "urn:x | URN:x",
                "urn:x | sip:x",
                "sip:a%@h | sip:a@h",
                "sip:a%4@h | sip:a@h"
            })
    void different(String a, String b) {
        assertThat(UriComparison.areEquivalent(a, b)).isFalse();
        assertThat(UriComparison.areEquivalent(b, a)).isFalse();
    }
}
