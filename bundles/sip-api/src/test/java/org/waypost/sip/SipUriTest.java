package org.waypost.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SipUriTest {

    @Test
    void splitsAWholeUri() {
        SipUri uri = SipUri.parse("sips:al;x?y:secret@[2001:db8::1]:5071;transport=tcp;lr?Subject=a@b")
                .orElseThrow();
        assertThat(uri.scheme()).isEqualTo(SipUri.Scheme.SIPS);
        assertThat(uri.user()).hasToString("al;x?y");
        assertThat(uri.password()).hasToString("secret");
        assertThat(uri.host()).hasToString("[2001:db8::1]");
        assertThat(uri.port()).isEqualTo(5071);
        assertThat(uri.parameters()).hasToString("transport=tcp;lr");
        assertThat(uri.headers()).hasToString("Subject=a@b");
        assertThat(uri.parameter("LR")).contains(Octets.EMPTY);
        assertThat(uri.parameter("maddr")).isEmpty();
    }

    @Test
    void takesAUriWithoutUser() {
        SipUri uri = SipUri.parse("SIP:example.com").orElseThrow();
        assertThat(uri.user().isEmpty()).isTrue();
        assertThat(uri.host()).hasToString("example.com");
        assertThat(uri.port()).isZero();
    }

    @Test
    void takesAnEmptyPortForNone() {
        assertThat(SipUri.parse("sip:bob@example.com:").orElseThrow().port()).isZero();
        assertThat(SipUri.parse("sip:bob@example.com:;lr").orElseThrow().parameters())
                .hasToString("lr");
    }

    @Test
    void takesATelUri() {
        SipUri uri = SipUri.parse("tel:+4930123;phone-context=x").orElseThrow();
        assertThat(uri.user()).hasToString("+4930123");
        assertThat(uri.parameter("phone-context").orElseThrow()).hasToString("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sip:",
                "sip:a@",
                "http://example.com",
                "sip:a@[::1",
                "sip:a@[x\"y]",
                "sip:a@[::1;x]",
                "sip:a@[fe80::1%eth0]",
                "sip:a@b:99999",
                "sip:a@b:x",
                "sip:a b@c d",
                "tel:",
                "sip:a@ho st"
            })
    void refusesWhatIsNoUri(String text) {
        assertThat(SipUri.parse(text)).isEmpty();
    }

    @Test
    void readsParametersAroundQuotesAndBlanks() {
        Octets list = Octets.of(" ; q = 0.5 ;+sip.instance=\"<urn:a;b>\\\"\";;ob");
        assertThat(Parameters.find(list, "Q").orElseThrow()).hasToString("0.5");
        Parameters instance = Parameters.next(list, 12).orElseThrow();
        assertThat(instance.name()).hasToString("+sip.instance");
        assertThat(instance.unquoted()).hasToString("<urn:a;b>\\\"");
        assertThat(Parameters.find(list, "ob")).contains(Octets.EMPTY);
        assertThat(Parameters.find(list, "x")).isEmpty();
        assertThat(Parameters.next(Octets.of("a=\"open\\"), 0)).isPresent();
    }
}
