package org.waypost.usrloc.core;

import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.usrloc.LocationException;

/** Loads the tables that preload begins to name while the server runs: their bindings are in the database, but not yet in memory. */
final class LateTables {

    private static final Logger LOG = LoggerFactory.getLogger(LateTables.class);

    private final StoreChoice stores;

    LateTables(StoreChoice stores) {
        this.stores = stores;
    }

    /**
     * Begins to load them if the plan in use keeps a database's bindings in memory.
     *
     * @param now epoch seconds
     */
    void load(Set<String> tables, UsrlocSettings settings, long now) {
        Optional<Plan> plan = stores.plan()
                .filter(used -> used.behind().isPresent())
                .filter(used -> used.mode() == 4 || settings.database().load());
        if (tables.isEmpty() || plan.isEmpty()) {
            return;
        }
        Loader loader = new Loader(plan.get().database(), stores.gate(), settings, now);
        Thread thread = new Thread(
                () -> {
                    try {
                        loader.loadLate(tables, line -> LOG.info("usrloc: loading late: {}", line));
                        LOG.info("usrloc: {} AoRs of {} were loaded", loader.records(), String.join(", ", tables));
                    } catch (LocationException failure) {
                        LOG.warn(
                                "usrloc: {} could not be loaded, set preload again to retry: {}",
                                String.join(", ", tables),
                                failure.getMessage());
                    }
                },
                "waypost-usrloc-preload");
        thread.setDaemon(true);
        thread.start();
    }
}
