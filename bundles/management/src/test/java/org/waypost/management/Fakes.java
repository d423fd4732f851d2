package org.waypost.management;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Function;

/** Services that know a few methods. */
public final class Fakes {

    private Fakes() {}

    /** One that knows a single method; others fail. */
    public static <T> T of(Class<T> type, String method, Function<Object[], Object> body) {
        return of(type, Map.of(method, body));
    }

    /** One that knows the methods of these names; others fail. */
    public static <T> T of(Class<T> type, Map<String, Function<Object[], Object>> methods) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Function<Object[], Object> body = methods.get(method.getName());
                    if (body == null) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return body.apply(arguments);
                }));
    }
}
