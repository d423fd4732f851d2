package org.waypost.sip.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebSocketSettingsTest {

    private final List<String> refused = new ArrayList<>();

    private WebSocketSettings settings(Map<String, Object> values) {
        return WebSocketSettings.of(
                WebSocketTuner.parameters(values), values, WebSocketSettings.DEFAULTS, refused::add);
    }

    @Test
    void takesTheDefaultsOfTheParameters() {
        assertThat(settings(Map.of())).usingRecursiveComparison().isEqualTo(WebSocketSettings.DEFAULTS);
        assertThat(refused).isEmpty();
    }

    @Test
    void keepsTheLastGoodValueForEachThatIsRefused() {
        Map<String, Object> values = Map.of(
                "keepalive_mechanism",
                3,
                "keepalive_timeout",
                0,
                "ping_application_data",
                "\u00e9".repeat(63),
                "origins",
                "example.com",
                "sub_protocols",
                2,
                "trusted_proxies",
                "proxy.example.com",
                "event_callback",
                "f()",
                "cors_mode",
                2);
        WebSocketSettings settings = settings(values);
        assertThat(settings.cors()).isEqualTo(WebSocketSettings.Cors.SAME);
        assertThat(settings.pingData()).isEqualTo("Waypost");
        assertThat(settings.keepaliveSeconds()).isEqualTo(180);
        assertThat(settings.isOpen()).isTrue();
        assertThat(settings.origins()).isSameAs(Origins.ALL);
        assertThat(settings.trustedProxies()).isEmpty();
        assertThat(refused)
                .hasSize(7)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("websocket.origins: 'example.com' is refused; * or a list of scheme://host"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("websocket.ping_application_data:")
                        .contains("at most 125 octets"));
    }
}
