package org.waypost.sip.transport.ws;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.waypost.sip.ParameterCheck;

/** Refuses values of {@code waypost.websocket} that cannot be read, before they are kept. */
public final class WebSocketCheck implements ParameterCheck {

    @Override
    public Optional<Refusal> check(Map<String, String> values) {
        if (!WebSocketSettings.isPingData(values.get("ping_application_data").strip())) {
            return Optional.of(new Refusal("ping_application_data", WebSocketSettings.PING_DATA));
        }
        if (!WebSocketSettings.isName(values.get("event_callback").strip())) {
            return Optional.of(new Refusal("event_callback", WebSocketSettings.NAME));
        }
        return read("origins", values, Origins::parse).or(() -> read("trusted_proxies", values, ForwardedFor::proxies));
    }

    private static Optional<Refusal> read(String key, Map<String, String> values, Consumer<String> parser) {
        try {
            parser.accept(values.get(key).strip());
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(new Refusal(key, e.getMessage()));
        }
    }
}
