package org.waypost.usrloc.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.waypost.usrloc.LocationStore;

/**
 * The stores there are. Two may have the same name: one that is on its way out, and the newer one, which is chosen by that name. Not
 * safe for use by several threads.
 */
final class Stores {

    static final String MEMORY = "memory";
    static final String DATABASE = "jdbc";

    private final Map<String, List<Known>> byName = new TreeMap<>();
    private long arrivals;

    private record Known(Plan.Store store, long age) {}

    /** @param properties of the service */
    Plan.Store add(LocationStore service, Map<String, ?> properties) {
        String name = String.valueOf(properties.get(LocationStore.NAME));
        Object place =
                Optional.<Object>ofNullable(properties.get(LocationStore.PLACE)).orElse(service);
        long age = properties.get("service.id") instanceof Long id ? id : arrivals++;
        Plan.Store store = new Plan.Store(name, place, service);
        List<Known> known = byName.computeIfAbsent(name, any -> new ArrayList<>());
        known.add(new Known(store, age));
        known.sort(Comparator.comparingLong(Known::age));
        return store;
    }

    void remove(LocationStore service) {
        byName.values().forEach(known -> known.removeIf(it -> it.store.service() == service));
        byName.values().removeIf(List::isEmpty);
    }

    boolean has(LocationStore service) {
        return all().stream().anyMatch(store -> store.service() == service);
    }

    /** The newest of that name. */
    Optional<Plan.Store> get(String name) {
        List<Known> known = byName.getOrDefault(name, List.of());
        return known.isEmpty() ? Optional.empty() : Optional.of(known.get(known.size() - 1).store);
    }

    Collection<String> names() {
        return byName.keySet();
    }

    /** All by name, the oldest of a name first. */
    List<Plan.Store> all() {
        return byName.values().stream()
                .flatMap(known -> known.stream().map(Known::store))
                .toList();
    }

    /**
     * The plan that the parameters ask for.
     *
     * @param store name of a store that is to be used alone, or of the database if db_mode wants one; empty: as db_mode says
     * @return empty while a store for it is missing
     */
    Optional<Plan> plan(int dbMode, String store) {
        boolean isBehind = dbMode == 1 || dbMode == 2 || dbMode == 4;
        if (!store.isEmpty()) {
            Optional<Plan.Store> named = get(store);
            return isBehind && named.isPresent() && named.get().isDatabase()
                    ? get(MEMORY).map(memory -> Plan.behind(dbMode, memory, named.get()))
                    : named.map(Plan::alone);
        }
        if (isBehind) {
            return get(MEMORY)
                    .flatMap(memory -> get(DATABASE)
                            .filter(Plan.Store::isDatabase)
                            .map(database -> Plan.behind(dbMode, memory, database)));
        }
        return get(dbMode == 3 ? DATABASE : MEMORY).map(Plan::alone);
    }

    /** The names of the stores that such a plan takes. */
    List<String> needed(int dbMode, String store) {
        if (!store.isEmpty()) {
            return List.of(store);
        }
        return switch (dbMode) {
            case 0 -> List.of(MEMORY);
            case 3 -> List.of(DATABASE);
            default -> List.of(MEMORY, DATABASE);
        };
    }
}
