package org.waypost.usrloc;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/** The location tables of this server: Kamailio's {@code usrloc}. Methods throw {@link LocationException} if the store fails. */
public interface UserLocation {

    /** Changes the record of {@code aor} as one step, then tells the {@link ContactListener}s. */
    <R> R update(String table, String aor, RecordUpdate<R> change);

    /** The record of {@code aor}, with at least one contact; expired ones may be among them. */
    Optional<AddressRecord> find(String table, String aor);

    /** The record that has a contact of that id. */
    Optional<AddressRecord> byRuid(String table, Ruid ruid);

    /** The records that have a contact of that instance (angle brackets included). */
    List<AddressRecord> byInstance(String table, String instance);

    /** Shows every record to {@code visitor} until it returns false; in no order, in constant memory. */
    void scan(String table, Predicate<AddressRecord> visitor);

    /** The tables there are: {@code location}, those of the parameter {@code preload} and those a route has named to {@link #declare}. */
    Set<String> tables();

    /** Makes a table known, as a script's use of its name does in Kamailio. */
    void declare(String table);

    /** Parameter use_domain: whether an AoR is user@host, not the user alone. */
    boolean useDomain();

    /** Parameter nat_bflag as a mask of branch flags; 0 if unset. */
    int natBranchFlag();

    /** Parameter xavp_contact: name of the XAVP whose fields are stored with a contact and restored at lookup; empty if unset. */
    default String contactXavp() {
        return "";
    }

    /** What the keepalives say about the contact of that id; empty if none was sent. */
    default Optional<Keepalive> keepalive(Ruid ruid) {
        return Optional.empty();
    }

    /** Parameter server_id of new contacts. */
    int serverId();

    /**
     * Brings to the database behind the tables what it does not have yet (db_mode 2), and waits for that.
     *
     * @return how many AoRs are still not in it as they are in memory
     */
    default long flush(Duration atMost) {
        return 0;
    }

    /**
     * How many of that the database behind the table has, whatever is in memory.
     *
     * @return empty if there is no database
     */
    default OptionalLong stored(String table, Stored what) {
        return OptionalLong.empty();
    }

    /** How much of that contact a database behind the table has. */
    default Sync sync(String table, String aor, Contact contact) {
        return Sync.NEW;
    }

    /** Number of records of the table, expired ones that are still kept included. */
    default long records(String table) {
        long[] records = new long[1];
        scan(table, record -> ++records[0] > 0);
        return records[0];
    }

    /** Whether {@link #update} may wait for a disk or another machine now. */
    boolean mayBlock();

    /** Whether {@link #find} and the other methods that change nothing may: they do with db_mode 3. */
    default boolean readsMayBlock() {
        return mayBlock();
    }

    /** Whether {@link #find} is known to fail now, as there is no store or its database is away. */
    default boolean isUnreadable() {
        return false;
    }
}
