package org.waypost.management.http;

import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Tells others which addresses are listened on: as the property {@link #ADDRESS} of a service that is there while there are any. */
final class AddressService {

    /** Service property: {@code host:port} of each open listener, an array. */
    static final String ADDRESS = "waypost.http.address";

    private final BundleContext context;
    private ServiceRegistration<AddressService> registration;

    AddressService(BundleContext context) {
        this.context = context;
    }

    synchronized void announce(List<String> addresses) {
        Dictionary<String, Object> properties =
                FrameworkUtil.asDictionary(Map.of(ADDRESS, addresses.toArray(String[]::new)));
        if (addresses.isEmpty()) {
            if (registration != null) {
                registration.unregister();
                registration = null;
            }
        } else if (registration == null) {
            registration = context.registerService(AddressService.class, this, properties);
        } else {
            registration.setProperties(properties);
        }
    }
}
