package org.waypost.control.status;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Where the management interfaces listen for HTTP, as a service says of which only this property is known here. */
@Component
public final class HttpStatus implements StatusSection {

    private static final String ADDRESS = "waypost.http.address";

    private final BundleContext context;

    @Activate
    public HttpStatus(BundleContext context) {
        this.context = context;
    }

    @Override
    public void addTo(Map<String, Object> status) {
        List<String> addresses = new ArrayList<>();
        try {
            ServiceReference<?>[] services = context.getAllServiceReferences(null, "(" + ADDRESS + "=*)");
            for (ServiceReference<?> service : services == null ? new ServiceReference<?>[0] : services) {
                Object value = service.getProperty(ADDRESS);
                addresses.addAll(value instanceof String[] all ? Arrays.asList(all) : List.of(value.toString()));
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        status.put("http", addresses);
    }
}
