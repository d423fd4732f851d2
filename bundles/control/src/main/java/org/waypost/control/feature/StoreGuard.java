package org.waypost.control.feature;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.features.BundleGuard;
import org.waypost.usrloc.LocationStore;
import org.waypost.usrloc.StoreOverview;
import org.waypost.usrloc.StoreState;

/** Keeps a store from leaving that the bindings are kept in. */
@Component
public final class StoreGuard implements BundleGuard {

    private final StoreOverview stores;

    @Activate
    public StoreGuard(@Reference StoreOverview stores) {
        this.stores = stores;
    }

    @Override
    public Optional<String> need(Set<Bundle> leaving) {
        List<String> used = stores.stores().stream()
                .filter(StoreState::isUsed)
                .map(StoreState::name)
                .toList();
        for (Bundle bundle : leaving) {
            ServiceReference<?>[] services = bundle.getRegisteredServices();
            for (ServiceReference<?> service : services == null ? new ServiceReference<?>[0] : services) {
                Object name = service.getProperty(LocationStore.NAME);
                if (isStore(service) && used.contains(name)) {
                    return Optional.of("the bindings are kept in the store " + name + " of " + bundle.getSymbolicName()
                            + " (cfg:get usrloc db_mode)");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isStore(ServiceReference<?> service) {
        return Arrays.asList((String[]) service.getProperty(Constants.OBJECTCLASS))
                .contains(LocationStore.class.getName());
    }
}
