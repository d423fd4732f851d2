package org.waypost.usrloc.core;

import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.sip.ParameterCheck;

/**
 * Refuses the choice of a store that cannot be had. A component of its own, which is there before {@link LocationService} is given its
 * configuration; as long as that holds no bindings, any store may be waited for.
 */
@Component(property = ParameterCheck.PID + "=waypost.usrloc")
public final class LocationCheck implements ParameterCheck {

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile LocationService service;

    @Override
    public Optional<Refusal> check(Map<String, String> values) {
        LocationService now = service;
        StoreChoice stores = now == null ? new StoreChoice() : now.stores();
        return stores.refusal(
                Integer.parseInt(values.get("db_mode")), values.get("store").strip());
    }
}
