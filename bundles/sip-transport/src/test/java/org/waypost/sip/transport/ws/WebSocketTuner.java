package org.waypost.sip.transport.ws;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** Sets the parameters of WebSockets as the container would. */
public final class WebSocketTuner {

    private final WebSocketLayer layer;

    public WebSocketTuner(WebSocketLayer layer) {
        this.layer = layer;
    }

    /** @param values key of a parameter, its value, and so on; the others get their defaults */
    public void set(Object... values) {
        Map<String, Object> now = new HashMap<>();
        for (int i = 0; i < values.length; i += 2) {
            now.put((String) values[i], values[i + 1]);
        }
        layer.configure(parameters(now), now);
    }

    /** The value of a counter. */
    public long count(String name) {
        Map<String, Long> all = new HashMap<>();
        layer.counters().collect(all::put);
        return all.get(name);
    }

    static WebSocketParameters parameters(Map<String, Object> values) {
        return (WebSocketParameters) Proxy.newProxyInstance(
                WebSocketParameters.class.getClassLoader(),
                new Class<?>[] {WebSocketParameters.class},
                (proxy, method, arguments) ->
                        values.getOrDefault(method.getName().replace("__", "_"), method.getDefaultValue()));
    }
}
