package org.waypost.usrloc.core;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.waypost.usrloc.LocationDatabase;
import org.waypost.usrloc.LocationStore;

/**
 * How bindings are kept: in which stores, and what each is there for.
 *
 * @param mode the db_mode it comes to: 0 a store that answers alone, 1 memory written through to a database, 2 memory written back
 *     to one, 3 a database that answers alone, 4 memory that was loaded once from a database
 * @param main the store that answers, or whose bindings the answers are made of: the memory, or with mode 3 the database
 * @param behind the database behind the memory, with mode 1, 2 and 4
 */
record Plan(int mode, Store main, Optional<Store> behind) {

    /**
     * A store there is.
     *
     * @param name by which it is chosen
     * @param place what stays the same when another service takes over the same bindings, such as the address of a database
     */
    record Store(String name, Object place, LocationStore service) {

        /** Whether the other holds the same bindings. */
        boolean isSamePlace(Store other) {
            return service == other.service || place.equals(other.place);
        }

        boolean isDatabase() {
            return service instanceof LocationDatabase;
        }

        /** The name, and of a database where it is, without credentials. */
        @Override
        public String toString() {
            return isDatabase() ? name + " " + service : name;
        }
    }

    /** A store that answers alone, in order if it is a database. */
    static Plan alone(Store store) {
        return new Plan(store.isDatabase() ? 3 : 0, store, Optional.empty());
    }

    /** Memory with a database behind it: mode 1, 2 or 4. */
    static Plan behind(int mode, Store memory, Store database) {
        return new Plan(mode, memory, Optional.of(database));
    }

    /** The stores of this plan. */
    Stream<Store> all() {
        return Stream.concat(Stream.of(main), behind.stream());
    }

    /** The stores that hold all bindings while this plan is in use. */
    List<Store> holders() {
        return mode == 4 ? List.of(main) : all().toList();
    }

    /** Whether that service is one of this plan's. */
    boolean uses(LocationStore service) {
        return main.service() == service || behind.stream().anyMatch(database -> database.service() == service);
    }

    /** What that service of this plan is in use as, for people. */
    String role(LocationStore service) {
        if (main.service() != service) {
            return mode == 4 ? "loaded once" : mode == 1 ? "written through" : "written back";
        }
        return mode == 3 ? "database" : behind.isPresent() ? "memory" : "all";
    }

    /** The database behind the memory. */
    LocationDatabase database() {
        return (LocationDatabase) behind.orElseThrow().service();
    }

    @Override
    public String toString() {
        String names = behind.map(database -> main + " and " + database).orElse(main.toString());
        return names + " (db_mode " + mode + ")";
    }
}
