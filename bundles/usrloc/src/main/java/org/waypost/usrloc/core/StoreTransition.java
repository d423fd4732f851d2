package org.waypost.usrloc.core;

import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.sip.ParameterCheck.Refusal;
import org.waypost.sip.ParameterTransition;

/** Makes whoever sets db_mode, store or the address of a database wait until the bindings are there. */
@Component(
        property = {
            ParameterTransition.PID + "=waypost.usrloc",
            ParameterTransition.PID + "=waypost.usrloc.jdbc",
        })
public final class StoreTransition implements ParameterTransition {

    private final StoreChoice stores;

    @Activate
    public StoreTransition(@Reference LocationService location) {
        this.stores = location.stores();
    }

    @Override
    public void begin() {
        stores.forgetRefusal();
    }

    @Override
    public Optional<Refusal> await(Consumer<String> progress) throws InterruptedException {
        return stores.await(progress);
    }
}
