package org.waypost.route.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SanityTest {

    @ParameterizedTest
    @CsvSource({
        "nobodyKnowsThisScheme:totallyopaquecontent, 416 Unsupported URI Scheme",
        "soap.beep://192.0.2.103:3002, 416 Unsupported URI Scheme",
        "h323:user@example.com, 416 Unsupported URI Scheme",
        "<sip:user@example.com>, 400 Bad Request-URI",
        "sip:user@exa<mple, 400 Bad Request-URI",
        "sips:, 400 Bad Request-URI",
        "tel:, 400 Bad Request-URI",
        "user, 400 Bad Request-URI",
        "1x:user, 400 Bad Request-URI",
        ":user, 400 Bad Request-URI",
        "a_b:user, 400 Bad Request-URI"
    })
    void refusesARequestUriThatLeadsNowhere(String uri, String answer) {
        assertThat(judged(new Exchange("OPTIONS", uri, "To: <sip:a@b>"))).isEqualTo(answer + "\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "x INVITE, Bad CSeq Number",
        "4294967296 INVITE, Bad CSeq Number",
        "1 OPTIONS, CSeq Method Mismatch",
        "1 xINVITE, CSeq Method Mismatch"
    })
    void refusesACseq(String cseq, String reason) {
        assertThat(judged(new Exchange("INVITE", "sip:a@b", "CSeq: " + cseq))).isEqualTo("400 " + reason + "\r\n");
    }

    @Test
    void refusesABodyThatIsCutOff() {
        assertThat(judged(new Exchange("INVITE", "sip:a@b", "Content-Length: 1")))
                .isEqualTo("400 Body Shorter Than Content-Length\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:a@b", "sips:a@[::1]:5061;x", "tel:+1", "SIP:b?a=b", "sip:user;par=u%40example.net@b"})
    void letsPassWhatIsSane(String uri) {
        assertThat(judged(new Exchange("!odd-Method", uri, "Content-Length: 0")))
                .isEqualTo("passed");
    }

    @Test
    void neverAnswersAnAck() {
        Exchange ack = new Exchange("ACK", "http://a");
        assertThat(Sanity.refuses(ack.context)).isTrue();
        assertThat(ack.answer()).isEmpty();
    }

    private static String judged(Exchange exchange) {
        return Sanity.refuses(exchange.context) ? exchange.answer() : "passed";
    }
}
