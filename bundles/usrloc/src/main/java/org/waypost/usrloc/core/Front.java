package org.waypost.usrloc.core;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.LocationStore;
import org.waypost.usrloc.Sync;

/** What requests are served from if it is more than a store: a memory with a database behind it, or a database put in order. */
interface Front extends LocationStore {

    /**
     * As {@link #update}, for contacts that expired or are to: that need not be in the database when this returns, as nothing is
     * promised to anyone by it.
     */
    default AddressRecord expire(String table, String aor, UnaryOperator<AddressRecord> change) {
        return update(table, aor, change);
    }

    /** How many AoRs are known not to be in the database as they are in memory. */
    default long outstanding() {
        return 0;
    }

    /**
     * Brings those that are {@link #outstanding} to the database and waits for it; goes on serving, and may be called again.
     *
     * @return how many are left, because the database failed or the time ran out
     */
    default long settle(Duration atMost) {
        return 0;
    }

    /** How much of that contact the database has. */
    default Sync sync(String table, String aor, Contact contact) {
        return Sync.NEW;
    }

    /**
     * The database may hold anything: all of it is to be compared with memory, which is right, by and by, while this goes on serving.
     */
    default void compareAll() {}

    /**
     * Ends what it does by itself, after one last {@link #settle}. Nobody updates it any more; it is no longer used.
     *
     * @return how many are left
     */
    default long close(Duration atMost) {
        return 0;
    }
}
