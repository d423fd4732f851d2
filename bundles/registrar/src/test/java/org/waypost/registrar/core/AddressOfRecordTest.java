package org.waypost.registrar.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.sip.SipUri;

class AddressOfRecordTest {

    @ParameterizedTest
    @CsvSource({
        "sip:Bob@H, bob, bob@h",
        "SIP:bob@h:5060;user=phone?a=b, bob, bob@h",
        "sips:bob@h, bob, bob@h",
        "sip:bob:pw@h, bob, bob@h",
        "sip:bob;x=y@h, bob;x=y, bob;x=y@h",
        "sip:a%20b@h, a b, a b@h",
        "sip:b%6Fb@h, bob, bob@h",
        "sip:%40@h, @, @@h",
        "sip:h, '', h",
        "tel:+123, +123, +123@",
        "sip:bob@[2001:DB8::1]:5060, bob, bob@[2001:db8::1]",
    })
    void takesUserAndHost(String uri, String user, String userAndHost) {
        assertThat(of(uri, false, Settings.DEFAULT)).isEqualTo(user);
        assertThat(of(uri, true, Settings.DEFAULT)).isEqualTo(userAndHost);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:%@h",
                "sip:a%6@h",
                "sip:a%zz@h",
                "sip:a%00@h",
                "sip:a%0d%0a@h",
                "sip:a%1F@h",
                "sip:a%7F@h",
                "sip:a%80@h"
            })
    void refusesBadEscapes(String uri) {
        assertThat(of(uri, false, Settings.DEFAULT)).isEqualTo("Error while unescaping username");
    }

    @ParameterizedTest
    @CsvSource({"sip:null-%00-null@h, null-%00-null", "sip:%c3%a9%41@h, %c3%a9a", "sip:50%25%20off@h, 50%25 off"})
    void keepsEscapesOfWhatIsNotPrintableByTheRfc(String uri, String user) {
        Harness harness = new Harness("compat", "rfc");
        harness.save(0, "", Harness.register("<" + uri + ">", "1", 1, "Contact: <sip:a@h>"));
        assertThat(harness.stored(user)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:@h",
                "sip::pw@h",
                "sip:a:b:c@h",
                "sip:b@h;x=a@b",
                "sip:b@h?x=a@b",
                "sip:b[b@h",
                "sip:b@h_x",
                "sip:b@-h"
            })
    void refusesImplausibleUris(String uri) {
        assertThat(of(uri, false, Settings.DEFAULT)).isEqualTo("Error while parsing AOR");
    }

    @Test
    void limitsTheUserBeforeUnescapingAndTheHostInAnyCase() {
        assertThat(of("sip:" + "u".repeat(64) + "@h", false, Settings.DEFAULT)).isEqualTo("u".repeat(64));
        assertThat(of("sip:" + "u".repeat(65) + "@h", false, Settings.DEFAULT)).isEqualTo("Address Of Record too long");
        assertThat(of("sip:" + "%41".repeat(22) + "@h", false, Settings.DEFAULT))
                .isEqualTo("Address Of Record too long");
        assertThat(of("sip:u@" + "h".repeat(128), false, Settings.DEFAULT)).isEqualTo("u");
        assertThat(of("sip:u@" + "h".repeat(129), false, Settings.DEFAULT)).isEqualTo("Address Of Record too long");
    }

    @Test
    void takesOffTheRealmPrefixWhereItIsWrittenSo() {
        Harness harness = new Harness("realm_prefix", "sip.", "usrloc.use_domain", 1);
        harness.save(0, "", Harness.register("<sip:d1@SIP.Example.org>", "1", 1, "Contact: <sip:a@h>"));
        harness.save(0, "", Harness.register("<sip:d2@sip.Example.org>", "2", 1, "Contact: <sip:a@h>"));
        assertThat(harness.stored("d1@sip.example.org")).hasSize(1);
        assertThat(harness.stored("d2@example.org")).hasSize(1);
    }

    @Test
    void keepsTheCaseOfTheUserOnly() {
        Harness harness = new Harness("case_sensitive", 1, "usrloc.use_domain", 1);
        harness.save(0, "", Harness.register("<sip:Bob@Example.ORG>", "1", 1, "Contact: <sip:a@h>"));
        assertThat(harness.stored("Bob@example.org")).hasSize(1);
    }

    private static String of(String uri, boolean useDomain, Settings settings) {
        AddressOfRecord aor = AddressOfRecord.of(SipUri.parse(uri).orElseThrow(), useDomain, settings);
        return aor.isValid() ? aor.text() : aor.problem().error();
    }
}
