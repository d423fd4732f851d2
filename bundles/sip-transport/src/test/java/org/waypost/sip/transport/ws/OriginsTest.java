package org.waypost.sip.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {

    private static final Origins SOME =
            Origins.parse("https://phone.example.com, http://Localhost:8080 https://*.example.org,https://[::1]:8443");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://phone.example.com",
                "HTTPS://Phone.Example.com",
                "http://localhost:8080",
                "https://a.example.org",
                "https://a.b.example.org",
                "https://[::1]:8443"
            })
    void allowsThoseOfTheList(String origin) {
        assertThat(SOME.allow(origin)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://phone.example.com",
                "https://phone.example.com:444",
                "https://phone.example.com.evil.net",
                "https://evil.phone.example.com",
                "http://localhost",
                "https://example.org",
                "https://evilexample.org",
                "https://evil/a.example.org",
                "https://.example.org",
                "null",
                "https://",
                ""
            })
    void allowsNoOthers(String origin) {
        assertThat(SOME.allow(origin)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"*, true", "'https://a,*', true", "'', false", "' , ', false"})
    void allowsAllByAStarAndNoneByNothing(String list, boolean allowed) {
        assertThat(Origins.parse(list).allow("https://anything.example.com")).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"example.com", "https://", "https://a/", "https://a.*.com", "https://*", "https://a:port", "**"})
    void refusesWhatIsNoOrigin(String list) {
        assertThatThrownBy(() -> Origins.parse(list))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(Origins.WANTED);
    }

    @Test
    void doesNotMistakeAnOriginShorterThanItsPattern() {
        assertThat(Origins.parse("https://s").allow("https://")).isFalse();
        assertThat(Origins.parse("ws://ws").allow("ws://w")).isFalse();
    }
}
