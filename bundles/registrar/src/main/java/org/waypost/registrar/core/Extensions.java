package org.waypost.registrar.core;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.osgi.framework.ServiceReference;
import org.waypost.registrar.RegistrarExtension;

/** The {@link RegistrarExtension} services there are, the one of the highest ranking first. */
final class Extensions {

    private static final RegistrarExtension[] NONE = {};

    private final SortedMap<ServiceReference<RegistrarExtension>, RegistrarExtension> services =
            new TreeMap<>(Collections.reverseOrder());
    private volatile RegistrarExtension[] ranked = NONE;

    synchronized void add(ServiceReference<RegistrarExtension> reference, RegistrarExtension extension) {
        services.put(reference, extension);
        ranked = services.values().toArray(NONE);
    }

    synchronized void remove(ServiceReference<RegistrarExtension> reference) {
        services.remove(reference);
        ranked = services.values().toArray(NONE);
    }

    /** The extensions that a request asks, the same ones from its begin to its end; not to be written to. */
    RegistrarExtension[] now() {
        return ranked;
    }
}
