package org.waypost.usrloc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What keeps the location table: memory, a database. A whiteboard service with the property {@link #NAME}; {@code usrloc} chooses
 * one. It knows nothing of matching, order or expiry rules. All methods may be called from any thread, and throw
 * {@link LocationException} if what is behind the store fails.
 */
public interface LocationStore {

    /** Service property: the store's name, such as {@code memory} or {@code jdbc}. */
    String NAME = "waypost.store";

    /**
     * Service property: a text that two services have in common if they keep their bindings in the same place, such as the same
     * tables of the same database; shown to nobody. Without it each service is a place of its own.
     */
    String PLACE = "waypost.store.place";

    /** The record of {@code aor}. */
    Optional<AddressRecord> find(String table, String aor);

    /**
     * Replaces the record of {@code aor} by what {@code change} makes of it, as one step that no other change of that AoR comes
     * between. {@code change} is given a record without contacts if there is none, returns one without contacts to remove it, and
     * the very record it was given to leave things alone. It may be called more than once, so it must not act on anything else.
     * If it throws, nothing changes and the exception goes to the caller.
     *
     * @return the record as it is now
     */
    AddressRecord update(String table, String aor, UnaryOperator<AddressRecord> change);

    /** The record that has a contact of that id. */
    Optional<AddressRecord> byRuid(String table, Ruid ruid);

    /** The records that have a contact of that instance (angle brackets included). */
    List<AddressRecord> byInstance(String table, String instance);

    /** The records that have a contact that was registered over the connection of that number (1 and up). */
    default List<AddressRecord> byConnection(String table, int connectionId) {
        List<AddressRecord> found = new ArrayList<>();
        scan(table, record -> {
            if (record.contacts().stream().anyMatch(contact -> contact.connectionId() == connectionId)) {
                found.add(record);
            }
            return true;
        });
        return found;
    }

    /** Shows every record to {@code visitor} until it returns false; in no order, in constant memory, changes may or may not show. */
    void scan(String table, Predicate<AddressRecord> visitor);

    /**
     * Hands out table and AoR of every record with {@link AddressRecord#due due(linger)} at or before {@code now} (epoch seconds),
     * without looking at all the others. One that is not changed is handed out again by the next call.
     */
    void due(long now, long linger, BiConsumer<String, String> sink);

    /** The tables that have ever held a record. */
    Set<String> tables();

    /** Number of records of the table. */
    long records(String table);

    /** Number of contacts of the table, expired ones that are still kept included. */
    long contacts(String table);

    /** Whether its methods may wait for a disk or another machine. */
    boolean mayBlock();

    /** Whether those that change nothing may. */
    default boolean readsMayBlock() {
        return mayBlock();
    }

    /** How what is behind it does. */
    default StoreHealth health() {
        return StoreHealth.UP;
    }
}
