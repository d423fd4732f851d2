package org.waypost.sip.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.waypost.sip.ParameterCheck.Refusal;

class WebSocketCheckTest {

    private static final WebSocketCheck CHECK = new WebSocketCheck();

    private static Map<String, String> values(String key, String value) {
        Map<String, String> values = new HashMap<>(Map.of(
                "ping_application_data",
                "",
                "origins",
                "https://a.example.com",
                "trusted_proxies",
                "",
                "event_callback",
                ""));
        values.put(key, value);
        return values;
    }

    @Test
    void refusesWhatCannotBeRead() {
        assertThat(CHECK.check(values("origins", "https://a, example.com")))
                .contains(new Refusal("origins", Origins.WANTED));
        assertThat(CHECK.check(values("ping_application_data", "a".repeat(126))))
                .contains(new Refusal("ping_application_data", WebSocketSettings.PING_DATA));
        assertThat(CHECK.check(values("event_callback", "f()")))
                .contains(new Refusal("event_callback", WebSocketSettings.NAME));
        assertThat(CHECK.check(values("trusted_proxies", "192.0.2.1, proxy.example.com")))
                .hasValueSatisfying(refusal -> {
                    assertThat(refusal.key()).isEqualTo("trusted_proxies");
                    assertThat(refusal.wanted()).contains("'proxy.example.com'", "192.0.2.0/24");
                });
    }

    @Test
    void allowsTheRest() {
        assertThat(CHECK.check(values("trusted_proxies", "192.0.2.1, 2001:db8::/32")))
                .isEmpty();
    }
}
