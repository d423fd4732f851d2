package org.waypost.usrloc.core;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToLongBiFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.sip.ParameterCheck.Refusal;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.LocationStore;
import org.waypost.usrloc.StoreHealth;
import org.waypost.usrloc.StoreOverview;
import org.waypost.usrloc.StoreState;

/** Tells which stores there are and how they do. */
@Component
public final class StoreReport implements StoreOverview {

    private final LocationService location;
    private final StoreChoice stores;

    @Activate
    public StoreReport(@Reference LocationService location) {
        this.location = location;
        this.stores = location.stores();
    }

    @Override
    public List<StoreState> stores() {
        Optional<Plan> plan = stores.plan();
        return stores.all().stream().map(store -> state(store, plan)).toList();
    }

    @Override
    public Optional<String> inUse() {
        return stores.plan().map(Plan::toString);
    }

    @Override
    public StoreHealth health() {
        return stores.gate().health();
    }

    @Override
    public String waiting() {
        return stores.state();
    }

    @Override
    public long outstanding() {
        return stores.outstanding();
    }

    @Override
    public String changing() {
        return stores.changing();
    }

    @Override
    public Map<String, String> parameters(String name, int dbMode) {
        Plan.Store store = stores.named(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no store '" + name + "'; there are " + stores.available()));
        if (store.isDatabase() ? dbMode < 1 || dbMode > 4 : dbMode != 0) {
            throw new IllegalArgumentException("db_mode " + dbMode + " is refused; "
                    + (store.isDatabase() ? "1, 2, 3 or 4" : "0, as " + name + " is no database,") + " is wanted");
        }
        boolean isDefault = name.equals(store.isDatabase() ? Stores.DATABASE : Stores.MEMORY);
        Map<String, String> values = new TreeMap<>();
        values.put("db_mode", Integer.toString(dbMode));
        values.put("store", isDefault ? "" : name);
        return values;
    }

    @Override
    public Optional<String> retry(Consumer<String> progress) {
        try {
            stores.retry();
            return stores.await(progress).map(Refusal::wanted);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private StoreState state(Plan.Store store, Optional<Plan> plan) {
        LocationStore service = store.service();
        boolean isUsed = plan.filter(it -> it.uses(service)).isPresent();
        OptionalLong aors = OptionalLong.empty();
        OptionalLong contacts = OptionalLong.empty();
        StoreHealth health = service.health();
        if (isUsed || !service.mayBlock()) {
            try {
                aors = count(service, LocationStore::records);
                contacts = count(service, LocationStore::contacts);
            } catch (LocationException failure) {
                health = service.health();
            }
        }
        String role = plan.filter(it -> isUsed).map(it -> it.role(service)).orElse("");
        return new StoreState(store.name(), store.isDatabase(), isUsed, role, health, aors, contacts);
    }

    private OptionalLong count(LocationStore service, ToLongBiFunction<LocationStore, String> of) {
        return OptionalLong.of(location.tables().stream()
                .mapToLong(table -> of.applyAsLong(service, table))
                .sum());
    }
}
