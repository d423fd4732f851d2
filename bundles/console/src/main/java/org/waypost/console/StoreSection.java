package org.waypost.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.parameters.Applied;
import org.waypost.parameters.Change;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.usrloc.StoreOverview;
import org.waypost.usrloc.StoreState;

/** The stores there are, how they do, and the change from one to another. */
@Component
public final class StoreSection implements Section {

    private final ParameterCatalogue catalogue;
    private final Jobs jobs;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile StoreOverview overview;

    @Activate
    public StoreSection(@Reference ParameterCatalogue catalogue, @Reference Jobs jobs) {
        this.catalogue = catalogue;
        this.jobs = jobs;
    }

    @Override
    public Map<String, Endpoint> reads() {
        return Map.of("stores", request -> stores());
    }

    @Override
    public Map<String, Endpoint> changes() {
        return Map.of("stores/use", this::use);
    }

    private Map<String, Object> stores() {
        StoreOverview stores = overview();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("inUse", stores.inUse().orElse(""));
        shown.put("waiting", stores.inUse().isPresent() ? "" : stores.waiting());
        shown.put("outstanding", stores.outstanding());
        shown.put("changing", stores.changing());
        shown.put("dbMode", Integer.parseInt(catalogue.value(catalogue.parameter("usrloc", "db_mode"))));
        shown.put("stores", stores.stores().stream().map(StoreSection::json).toList());
        return shown;
    }

    static Map<String, Object> json(StoreState store) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", store.name());
        shown.put("database", store.isDatabase());
        shown.put("used", store.isUsed());
        shown.put("role", store.role());
        shown.put("health", store.health().state().name());
        shown.put("reason", store.health().reason());
        shown.put("since", store.health().since());
        if (store.aors().isPresent() && store.contacts().isPresent()) {
            shown.put("aors", store.aors().getAsLong());
            shown.put("contacts", store.contacts().getAsLong());
        }
        return shown;
    }

    private Map<String, Object> use(ApiRequest request) {
        StoreOverview stores = overview();
        Map<String, String> values = values(stores, request.text("name"), request.integer("dbMode"));
        List<Change> changes = new ArrayList<>();
        values.forEach((key, value) -> changes.add(Change.set("usrloc", key, value)));
        return jobs.start(progress -> {
            Applied applied = catalogue.apply(request.author(), changes, progress);
            stores.retry(progress).ifPresent(refusal -> {
                throw Refused.bad(refusal);
            });
            return Map.of("inUse", stores.inUse().orElse(""), "notices", applied.notices());
        });
    }

    private static Map<String, String> values(StoreOverview stores, String name, int dbMode) {
        try {
            return stores.parameters(name, dbMode);
        } catch (IllegalArgumentException e) {
            throw Refused.bad(e.getMessage());
        }
    }

    private StoreOverview overview() {
        StoreOverview stores = overview;
        if (stores == null) {
            throw Refused.unavailable("there are no stores now (bundle org.waypost.usrloc is not active)");
        }
        return stores;
    }
}
