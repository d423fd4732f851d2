package org.waypost.management.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {

    private final Access access = new Access();

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LOCALHOST:8068", "127.0.0.1:8068", "192.0.2.1", "[::1]:8068", "sip.example.com:80"
            })
    void letsInWhoNamesAnAddressOrAKnownHost(String host) {
        configure("", "sip.example.com");
        assertThat(status(get().header("Host", host))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"example.com", "127.0.0.1.example.com", "localhost.example.com", "[::1].example.com", "1.2.3"})
    void keepsOutWhoNamesAnotherHost(String host) {
        configure("", "sip.example.com");
        assertThat(status(get().header("Host", host))).isEqualTo(403);
    }

    @Test
    void wantsAHost() {
        configure("", "");
        assertThat(status(get().without("Host"))).isEqualTo(400);
    }

    @Test
    void keepsOutPagesOfOtherServers() {
        configure("", "");
        assertThat(status(get().header("Origin", "http://localhost:8068"))).isEqualTo(200);
        assertThat(status(get().header("Origin", "http://localhost:8069"))).isEqualTo(403);
        assertThat(status(get().header("Origin", "https://example.com"))).isEqualTo(403);
        assertThat(status(get().header("Origin", "null"))).isEqualTo(403);
    }

    @Test
    void wantsJsonOfWhoeverSendsSomething() {
        configure("", "");
        assertThat(status(new FakeExchange("POST", "/rpc"))).isEqualTo(415);
        assertThat(status(post().header("Content-Type", "text/plain"))).isEqualTo(415);
        assertThat(status(post().header("Content-Type", "application/jsonp"))).isEqualTo(415);
        assertThat(status(post().header("Content-Type", "application/json; charset=utf-8")))
                .isEqualTo(200);
    }

    @Test
    void wantsTheTokenIfThereIsOne() {
        configure("secret:1", "");
        assertThat(status(get())).isEqualTo(401);
        assertThat(status(get().header("Authorization", "Bearer secret"))).isEqualTo(401);
        assertThat(status(get().header("Authorization", "Bearer secret:12"))).isEqualTo(401);
        assertThat(status(get().header("Authorization", "secret:1"))).isEqualTo(401);
        assertThat(status(get().header("Authorization", "bearer  secret:1"))).isEqualTo(200);
    }

    @Test
    void takesTheTokenAsThePasswordOfAnyUser() {
        configure("secret:1", "");
        assertThat(status(get().header("Authorization", basic("operator:secret:1"))))
                .isEqualTo(200);
        assertThat(status(get().header("Authorization", basic("secret:1")))).isEqualTo(401);
        assertThat(status(get().header("Authorization", "Basic !"))).isEqualTo(401);
    }

    @Test
    void showsWhatIsOpenWithoutAToken() {
        configure("secret", "");
        assertThat(access.check(get(), true)).isEmpty();
        assertThat(access.check(get().header("Host", "example.com"), true)).isPresent();
        assertThat(access.knows(get())).isFalse();
    }

    @Test
    void keepsOutWhoComesFromElsewhereWhileThereIsNoToken() {
        configure("", "");
        assertThat(status(get().to("192.0.2.1"))).isEqualTo(401);
    }

    private void configure(String token, String host) {
        access.configure(new HttpSettings(List.of(), token, host.isEmpty() ? Set.of() : Set.of(host), 1000, 1));
    }

    private int status(FakeExchange exchange) {
        return access.check(exchange, false).map(Access.Refusal::status).orElse(200);
    }

    private static FakeExchange get() {
        return new FakeExchange("GET", "/metrics");
    }

    private static FakeExchange post() {
        return new FakeExchange("POST", "/rpc");
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}
