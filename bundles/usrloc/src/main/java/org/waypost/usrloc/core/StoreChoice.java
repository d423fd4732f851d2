package org.waypost.usrloc.core;

import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.LocationStore;

/**
 * Which of the {@link LocationStore}s there are is used. The choice is made by name, so a store may go and come back; while it is
 * away there is none, as bindings must not end up in another one.
 */
final class StoreChoice {

    private static final Logger LOG = LoggerFactory.getLogger(StoreChoice.class);

    private static final String MEMORY = "memory";

    private final Map<String, LocationStore> available = new TreeMap<>();
    private String chosen = "";
    private volatile LocationStore current;

    /** The store in use. */
    LocationStore get() {
        LocationStore store = current;
        if (store == null) {
            throw new LocationException(LocationException.Step.RECORD_GET, "no store: " + state());
        }
        return store;
    }

    /** Whether there is a store to use now. */
    boolean isPresent() {
        return current != null;
    }

    /** Chooses by the parameters {@code store} and {@code db_mode}; what cannot be had is refused and the last choice stays. */
    synchronized void choose(UsrlocSettings settings) {
        String wanted = settings.store();
        if (wanted.isEmpty()) {
            if (settings.dbMode() != 0) {
                LOG.warn(
                        "usrloc: db_mode = {} refused: expected 0, as no database store is installed (available: {}); {} stays in use",
                        settings.dbMode(),
                        names(),
                        chosen.isEmpty() ? MEMORY : chosen);
                wanted = chosen.isEmpty() ? MEMORY : chosen;
            } else {
                wanted = MEMORY;
            }
        }
        if (wanted.equals(chosen)) {
            return;
        }
        if (current != null) {
            LOG.warn(
                    "usrloc: store = {} refused: expected {}, which is in use and holds the bindings (available: {})",
                    wanted,
                    chosen,
                    names());
            return;
        }
        chosen = wanted;
        use(available.get(chosen));
    }

    synchronized void add(String name, LocationStore store) {
        available.put(name, store);
        if (name.equals(chosen)) {
            use(store);
        }
    }

    synchronized void remove(String name, LocationStore store) {
        available.remove(name, store);
        if (current == store) {
            use(available.get(chosen));
        }
    }

    /** Uses none from now on, whichever come and go. */
    synchronized void close() {
        chosen = "";
        current = null;
    }

    private void use(LocationStore store) {
        current = store;
        if (store == null) {
            LOG.warn("usrloc: {}", state());
        } else {
            LOG.info("usrloc: store {} is in use", chosen);
        }
    }

    private synchronized String state() {
        return "waiting for store " + chosen + " (available: " + names() + ")";
    }

    private String names() {
        return available.isEmpty() ? "none" : String.join(", ", available.keySet());
    }
}
