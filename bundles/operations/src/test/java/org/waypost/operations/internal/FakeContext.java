package org.waypost.operations.internal;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** A framework that knows only what services were registered by hand. */
public final class FakeContext {

    private final List<Object> services = new CopyOnWriteArrayList<>();

    /** The services of that type that are registered now. */
    public <T> List<T> services(Class<T> type) {
        return services.stream().filter(type::isInstance).map(type::cast).toList();
    }

    public BundleContext context() {
        return proxy(BundleContext.class, (method, arguments) -> {
            Object service = arguments[1];
            services.add(service);
            return proxy(
                    ServiceRegistration.class,
                    (name, none) -> name.equals("getReference") ? reference(service) : services.remove(service));
        });
    }

    private ServiceReference<?> reference(Object service) {
        return proxy(
                ServiceReference.class,
                (name, none) -> services.contains(service) ? proxy(Bundle.class, (of, nothing) -> null) : null);
    }

    private interface Call {
        Object on(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Object result = call.on(method.getName(), arguments);
                    return method.getReturnType() == void.class ? null : result;
                }));
    }
}
