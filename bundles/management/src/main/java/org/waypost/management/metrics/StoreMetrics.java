package org.waypost.management.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.management.metrics.PrometheusText.Type;
import org.waypost.usrloc.StoreHealth;
import org.waypost.usrloc.StoreOverview;
import org.waypost.usrloc.StoreState;

/** The stores of the location table: which are in use, how they do and what they hold. */
@Component(service = MetricSource.class)
public final class StoreMetrics implements MetricSource {

    private final StoreOverview overview;

    @Activate
    public StoreMetrics(@Reference StoreOverview overview) {
        this.overview = overview;
    }

    @Override
    public void write(PrometheusText out) {
        List<StoreState> stores = overview.stores();
        out.family("waypost_store_in_use", Type.GAUGE, "1 for stores that the bindings are kept in, with their role.");
        for (StoreState store : stores) {
            Map<String, String> labels = new LinkedHashMap<>();
            labels.put("store", store.name());
            labels.put("role", store.role());
            out.sample(labels, store.isUsed() ? 1 : 0);
        }
        out.family("waypost_store_up", Type.GAUGE, "1 for stores that can be read and changed.");
        for (StoreState store : stores) {
            out.sample("store", store.name(), store.health().state() == StoreHealth.State.UP ? 1 : 0);
        }
        out.family("waypost_store_aors", Type.GAUGE, "AoRs in a store.");
        each(out, stores, StoreState::aors);
        out.family("waypost_store_contacts", Type.GAUGE, "Contacts in a store.");
        each(out, stores, StoreState::contacts);
        out.gauge(
                "waypost_store_changing",
                "1 while bindings are copied from one store to another.",
                overview.changing().isEmpty() ? 0 : 1);
    }

    private static void each(PrometheusText out, List<StoreState> stores, Function<StoreState, OptionalLong> of) {
        for (StoreState store : stores) {
            of.apply(store).ifPresent(value -> out.sample("store", store.name(), value));
        }
    }
}
