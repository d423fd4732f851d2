package org.waypost.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameAddressTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "<sip:a@b>|sip:a@b",
                "\"A\" <sip:a@b;p>;tag=1|sip:a@b;p",
                "A B < sip:a@b >|sip:a@b",
                "sip:a@b;tag=1|sip:a@b",
                "sip:a@b|sip:a@b",
                "sip:a@b ;tag=1|sip:a@b",
                "\"<sip:c@d>\" <sip:a@b>|sip:a@b",
                "\"x\\\"<sip:c@d>\" <sip:a@b>|sip:a@b",
                "\"x;<sip:c@d>\" <sip:a@b>|sip:a@b",
                "sip:a@b;x=<sip:c@d>|sip:a@b",
                "sip:a@b;x=\"<sip:c@d>\"|sip:a@b",
                "<sip:a@b>;x=<sip:c@d>|sip:a@b",
                "<sip:a@b|''",
                "\"A <sip:a@b>|''"
            })
    void findsTheUri(String value, String uri) {
        assertThat(NameAddress.of(Octets.of(value)).uri().toString()).isEqualTo(uri);
    }

    @Test
    void knowsATagOnlyAfterTheUri() {
        assertThat(tagged("<sip:a@b>;x;tag=1")).isTrue();
        assertThat(tagged("sip:a@b;tag=1")).isTrue();
        assertThat(tagged("\"a;tag=no\" <sip:a@b;tag=no>")).isFalse();
        assertThat(tagged("")).isFalse();
    }

    private static boolean tagged(String value) {
        return NameAddress.of(Octets.of(value)).hasTag();
    }
}
