package org.waypost.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModeTest {

    @ParameterizedTest
    @EnumSource
    void isAMessageThatEndsAfterItsHeaders(Mode mode) {
        String text = mode.text("UDP", "127.0.0.1:4000", "127.0.0.1:5060");

        assertThat(text).endsWith("\r\nContent-Length: 0\r\n\r\n");
        assertThat(text.replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
        assertThat(text.split("\r\n")[0]).matches("(REGISTER|OPTIONS|MESSAGE) sip:\\S+ SIP/2.0");
    }

    @Test
    void firstAndRefreshDifferInTheCSeqAlone() {
        assertThat(Mode.REFRESH.text("UDP", "127.0.0.1:4000", "127.0.0.1:5060"))
                .isEqualTo(Mode.FIRST.text("UDP", "127.0.0.1:4000", "127.0.0.1:5060"));
    }

    @Test
    void namesTheTransportInVia() {
        assertThat(Mode.FIRST.text("TCP", "127.0.0.1:4000", "127.0.0.1:5060"))
                .contains("Via: SIP/2.0/TCP 127.0.0.1:4000;rport;branch=z9hG4bK");
    }

    @Test
    void aQueryHasNoContact() {
        assertThat(Mode.QUERY.text("UDP", "127.0.0.1:4000", "127.0.0.1:5060"))
                .startsWith("REGISTER ")
                .doesNotContain("Contact");
    }
}
