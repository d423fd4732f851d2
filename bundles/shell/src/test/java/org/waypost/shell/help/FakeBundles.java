package org.waypost.shell.help;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** A container with some bundles and the services of commands and stores. */
final class FakeBundles {

    private final Map<String, Bundle> bundles = new HashMap<>();
    private final List<ServiceReference<?>> references = new ArrayList<>();
    private final Map<ServiceReference<?>, Object> services = new HashMap<>();

    FakeBundles(String... names) {
        Arrays.stream(names)
                .forEach(name -> bundles.put(name, fake(Bundle.class, Map.of("getSymbolicName", arguments -> name))));
    }

    FakeBundles with(String bundle, Map<String, Object> properties, Object service) {
        ServiceReference<?> reference = fake(
                ServiceReference.class,
                Map.of(
                        "getProperty", arguments -> properties.get(arguments[0]),
                        "getBundle", arguments -> bundles.get(bundle)));
        references.add(reference);
        services.put(reference, service);
        return this;
    }

    BundleContext context() {
        return fake(
                BundleContext.class,
                Map.of(
                        "getBundles", arguments -> bundles.values().toArray(Bundle[]::new),
                        "getProperty", arguments -> null,
                        "getService", arguments -> services.get(arguments[0]),
                        "ungetService", arguments -> true,
                        "getAllServiceReferences",
                                arguments -> references.stream()
                                        .filter(each -> arguments[0] == null
                                                ? each.getProperty("osgi.command.scope") != null
                                                : each.getProperty("waypost.store") != null)
                                        .toArray(ServiceReference[]::new)));
    }

    interface Answer {
        Object to(Object[] arguments);
    }

    static <T> T fake(Class<T> type, Map<String, Answer> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, called, arguments) -> {
                    Answer answer = answers.get(called.getName());
                    if (answer != null) {
                        return answer.to(arguments);
                    }
                    return switch (called.getName()) {
                        case "hashCode" -> System.identityHashCode(self);
                        case "equals" -> self == arguments[0];
                        default -> throw new UnsupportedOperationException(called.getName());
                    };
                }));
    }
}
