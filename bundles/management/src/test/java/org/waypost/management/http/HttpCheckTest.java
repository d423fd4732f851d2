package org.waypost.management.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.sip.ParameterCheck.Refusal;

class HttpCheckTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "127.0.0.1:8068", "[::1]:0, localhost:65535", " 127.0.0.1:1 ,"})
    void takesLoopbackAddressesWithoutAToken(String listen) {
        assertThat(check(listen, "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8068", ":8068", "127.0.0.1", "127.0.0.1:65536", "127.0.0.1:x", "::1:80", "[::1]", "a:b:1"})
    void refusesWhatIsNoAddressAndPort(String listen) {
        assertThat(check(listen, "token"))
                .hasValueSatisfying(refusal ->
                        assertThat(refusal.wanted()).isEqualTo("address:port in the place of '" + listen + "'"));
    }

    @Test
    void refusesAnAddressThatOthersReachWithoutAToken() {
        assertThat(check("127.0.0.1:8068,0.0.0.0:8069", "")).hasValueSatisfying(refusal -> {
            assertThat(refusal.key()).isEqualTo("listen");
            assertThat(refusal.wanted())
                    .isEqualTo("a loopback address in the place of '0.0.0.0:8069' while token is empty");
        });
        assertThat(check("127.0.0.1:8068,0.0.0.0:8069", " ")).isPresent();
        assertThat(check("127.0.0.1:8068,0.0.0.0:8069", "token")).isEmpty();
    }

    @Test
    void refusesAHostThatIsNotKnown() {
        assertThat(check("nowhere.invalid:8068", "token"))
                .hasValueSatisfying(refusal -> assertThat(refusal.wanted()).contains("a host that is known"));
    }

    private static Optional<Refusal> check(String listen, String token) {
        return HttpCheck.check(Map.of("listen", listen, "token", token));
    }
}
