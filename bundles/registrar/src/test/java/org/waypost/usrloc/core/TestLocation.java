package org.waypost.usrloc.core;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.LongSupplier;
import org.waypost.usrloc.LocationStore;
import org.waypost.usrloc.UserLocation;
import org.waypost.usrloc.memory.MemoryLocationStore;

/** The real location service over a memory store, for the tests of what stands on it. */
public final class TestLocation {

    private TestLocation() {}

    /** @param parameters of usrloc that are not at their default, under their names */
    public static UserLocation make(LongSupplier clock, Map<String, Object> parameters) {
        LocationService service = new LocationService(clock);
        UsrlocParameters proxy = (UsrlocParameters) Proxy.newProxyInstance(
                TestLocation.class.getClassLoader(),
                new Class<?>[] {UsrlocParameters.class},
                (self, method, arguments) -> {
                    Object value = parameters.get(method.getName().replace("__", "_"));
                    return value == null ? method.getDefaultValue() : value;
                });
        service.configure(proxy, parameters);
        service.bindStore(new MemoryLocationStore(), Map.of(LocationStore.NAME, "memory"));
        return service;
    }
}
