package org.waypost.usrloc.core;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.ParameterCheck.Refusal;
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
        Optional<Refusal> refusal = refusal(settings.dbMode(), settings.store());
        String wanted = refusal.isPresent() ? named(chosen) : named(settings.store());
        refusal.ifPresent(it -> LOG.warn(
                "usrloc: {} is refused; {} is wanted; {} stays in use",
                it.key().equals("store") ? "store = " + settings.store() : "db_mode = " + settings.dbMode(),
                it.wanted(),
                wanted));
        if (!wanted.equals(chosen)) {
            chosen = wanted;
            use(available.get(chosen));
        }
    }

    /** Why a choice by these parameters would be refused now. */
    synchronized Optional<Refusal> refusal(int dbMode, String store) {
        if (store.isEmpty() && dbMode != 0) {
            return Optional.of(new Refusal("db_mode", "0 (no database store is installed)"));
        }
        if (current != null && !named(store).equals(chosen)) {
            return Optional.of(new Refusal(
                    "store", chosen + " (which is in use and holds the bindings; available: " + names() + ")"));
        }
        return Optional.empty();
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

    private static String named(String store) {
        return store.isEmpty() ? MEMORY : store;
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
