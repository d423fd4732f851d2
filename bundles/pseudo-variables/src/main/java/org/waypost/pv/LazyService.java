package org.waypost.pv;

import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** A service that is fetched when it is first needed. Holds no lock while it is, so two may fetch it at once, which does no harm. */
final class LazyService<T> implements Supplier<Optional<T>> {

    private final BundleContext bundle;
    private final ServiceReference<T> reference;
    private volatile Optional<T> service = Optional.empty();

    LazyService(BundleContext bundle, ServiceReference<T> reference) {
        this.bundle = bundle;
        this.reference = reference;
    }

    /** Empty if it has gone, or is on the way to be made by this very call. */
    @Override
    public Optional<T> get() {
        if (service.isEmpty()) {
            service = Optional.ofNullable(bundle.getService(reference));
        }
        return service;
    }
}
