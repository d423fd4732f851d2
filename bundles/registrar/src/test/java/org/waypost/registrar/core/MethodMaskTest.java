package org.waypost.registrar.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.sip.Octets;

class MethodMaskTest {

    @ParameterizedTest
    @CsvSource({
        "'INVITE, BYE', 9",
        "INVITE, 1",
        "invite, 1",
        "'INVITE,', 1",
        "'INVITE, FOO', 524289",
        "foo, 524288",
        "1, 524288",
        "'', 0",
        "'INVITE\r\n , BYE', 9",
        "'INVITE,CANCEL,ACK,BYE,INFO,REGISTER', 63"
    })
    void setsABitForEachMethod(String list, long mask) {
        assertThat(MethodMask.parse(Octets.of(list))).isEqualTo(mask);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE BYE", "INVITE;BYE", ",INVITE", "\"INVITE\"", "INVITE,,BYE"})
    void refusesWhatIsNoList(String list) {
        assertThat(MethodMask.parse(Octets.of(list))).isNegative();
    }

    @Test
    void joinsTheAllowHeaders() {
        assertThat(allow("Allow: INVITE\r\nAllow: BYE\r\n")).isEqualTo(9);
        assertThat(allow("Allow:\r\n")).isZero();
    }

    @Test
    void allowsAllIfAllowIsMissingOrMalformed() {
        assertThat(allow("")).isEqualTo(MethodMask.ALL);
        assertThat(allow("Allow: INVITE;BYE\r\n")).isEqualTo(MethodMask.ALL);
    }

    private static int allow(String headers) {
        return MethodMask.ofAllow(Exchange.of("REGISTER sip:h SIP/2.0\r\n" + headers + "\r\n")
                .context
                .request());
    }
}
