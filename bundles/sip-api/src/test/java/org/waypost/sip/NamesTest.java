package org.waypost.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NamesTest {

    @ParameterizedTest
    @EnumSource(HeaderName.class)
    void knowsEachHeaderInAnyCase(HeaderName name) {
        assertThat(HeaderName.of(name.text().toUpperCase(Locale.ROOT))).isEqualTo(name);
        assertThat(HeaderName.of(name.text().toLowerCase(Locale.ROOT))).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"v,VIA", "M,CONTACT", "k,SUPPORTED", "l,CONTENT_LENGTH", "b,REFERRED_BY", "z,OTHER", "X-Foo,OTHER"})
    void knowsCompactForms(String text, HeaderName name) {
        assertThat(HeaderName.of(text)).isEqualTo(name);
    }

    @Test
    void takesAnyOctetsForAHeaderName() {
        assertThat(HeaderName.of("\u00e9")).isEqualTo(HeaderName.OTHER);
        assertThat(HeaderName.of("x".repeat(500))).isEqualTo(HeaderName.OTHER);
    }

    @Test
    void numbersMethodsAsTheLocationTableDoes() {
        assertThat(Method.of(Octets.of("REGISTER")).bit()).isEqualTo(1 << 5);
        assertThat(Method.of(Octets.of("DELETE")).bit()).isEqualTo(1 << 18);
        assertThat(Method.of(Octets.of("register"))).isEqualTo(Method.OTHER);
        assertThat(Method.of(Octets.of("OTHER"))).isEqualTo(Method.OTHER);
    }

    @Test
    void knowsTransports() {
        assertThat(Transport.of("TcP")).contains(Transport.TCP);
        assertThat(Transport.of("sctp")).isEmpty();
    }

    @Test
    void refusesImpossiblePorts() {
        assertThat(new HostPort("h", 0)).hasToString("h");
        assertThatThrownBy(() -> new HostPort("h", 65536)).hasMessageContaining("h:65536");
    }

    @Test
    void knowsABranchThatIsBare() {
        Branch branch = Branch.to("sip:a@b");
        assertThat(branch.isBare()).isTrue();
        assertThat(branch.withDestination("sip:c").isBare()).isFalse();
    }
}
