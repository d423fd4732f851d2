package org.waypost.registrar.path;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.waypost.registrar.core.Harness;
import org.waypost.sip.Branch;

/** The real registrar with Path. */
final class PathHarness {

    final Harness harness;
    final PathExtension extension = new PathExtension();
    private final Map<String, Object> values = new HashMap<>();
    private int cseq;

    /** @param parameters {@code name, value, ...} of Path if they have path in their name, else of the registrar or of usrloc */
    PathHarness(Object... parameters) {
        Map<String, Object> others = new HashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            String name = (String) parameters[i];
            (name.contains("path") ? values : others).put(name, parameters[i + 1]);
        }
        harness = new Harness(others.entrySet().stream()
                .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                .toArray());
        extension.location = harness.location();
        configure();
        harness.add(extension, 300);
    }

    /** Changes a parameter of Path, as a line in the .cfg does. */
    void set(String name, Object value) {
        values.put(name, value);
        configure();
    }

    private void configure() {
        extension.configure(parameters(values), values);
    }

    static PathParameters parameters(Map<String, Object> values) {
        return (PathParameters) Proxy.newProxyInstance(
                PathHarness.class.getClassLoader(),
                new Class<?>[] {PathParameters.class},
                (self, method, arguments) -> {
                    Object value = values.get(method.getName().replace("__", "_"));
                    return value == null ? method.getDefaultValue() : Integer.valueOf(value.toString());
                });
    }

    /** The reply to a REGISTER of alice. */
    String register(String... headers) {
        return harness.register(++cseq, headers);
    }

    /** The reply to a REGISTER of alice, saved with these flags and sent apart. */
    String save(int flags, String... headers) {
        harness.save(flags, "", Harness.register("<sip:alice@example.org>", "c", ++cseq, headers));
        harness.registrar.sendReply(harness.context);
        return harness.reply();
    }

    /** Path of each contact of alice. */
    String paths() {
        return harness.stored("alice").stream()
                .map(contact -> contact.path().isEmpty() ? "-" : contact.path())
                .collect(Collectors.joining(" | "));
    }

    /** The target that a lookup of alice gives. */
    Branch target() {
        harness.lookup("INVITE", "sip:alice@example.org");
        return harness.context.target();
    }
}
