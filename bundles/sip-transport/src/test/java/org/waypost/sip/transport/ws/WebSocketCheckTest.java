package org.waypost.sip.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.waypost.sip.ParameterCheck.Refusal;

class WebSocketCheckTest {

    private static final WebSocketCheck CHECK = new WebSocketCheck();

    @Test
    void refusesWhatCannotBeRead() {
        assertThat(CHECK.check(Map.of("ping_application_data", "a", "origins", "https://a, example.com")))
                .contains(new Refusal("origins", Origins.WANTED));
        assertThat(CHECK.check(Map.of("ping_application_data", "a".repeat(126), "origins", "*")))
                .contains(new Refusal("ping_application_data", WebSocketSettings.PING_DATA));
    }

    @Test
    void allowsTheRest() {
        assertThat(CHECK.check(Map.of("ping_application_data", "", "origins", "https://a.example.com")))
                .isEmpty();
    }
}
