package org.waypost.sip.transport.tls;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** TLS with the parameters that a test sets, as the container would. */
public final class TlsTuner {

    private final TlsLayer layer;

    /** @param folder that relative names of files are looked up in */
    public TlsTuner(Path folder) {
        layer = new TlsLayer(folder);
    }

    public TlsLayer layer() {
        return layer;
    }

    /** @param values key of a parameter, its value, and so on; the others get their defaults */
    public TlsTuner set(Object... values) {
        Map<String, Object> now = new HashMap<>();
        for (int i = 0; i < values.length; i += 2) {
            now.put((String) values[i], values[i + 1] instanceof Path path ? path.toString() : values[i + 1]);
        }
        layer.configure(parameters(now), now);
        return this;
    }

    /** Why the last parameters or files are not in force. */
    public Optional<String> problem() {
        return layer.configuration().problem();
    }

    /** The value of a counter. */
    public long count(String name) {
        Map<String, Long> all = new HashMap<>();
        layer.statistics().collect(all::put);
        return all.get(name);
    }

    static TlsParameters parameters(Map<String, Object> values) {
        return (TlsParameters) Proxy.newProxyInstance(
                TlsParameters.class.getClassLoader(),
                new Class<?>[] {TlsParameters.class},
                (proxy, method, arguments) ->
                        values.getOrDefault(method.getName().replace("__", "_"), method.getDefaultValue()));
    }
}
