package org.waypost.operations;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;

/**
 * The location tables as operators read and change them, with what Kamailio's {@code ul.…} commands do. Arguments are text as it is typed;
 * an AoR is named as it is stored, as user@host or as a SIP URI. What is returned holds octets: see {@link WireText} and
 * {@link #attributes}. Everything throws {@link OperationException}. May wait for a database.
 */
public interface Locations {

    /** The tables there are, in order of their names. */
    Set<String> tables();

    /** Parameter use_domain: whether an AoR is user@host. */
    boolean useDomain();

    /**
     * The record of an AoR, contacts that expired and were not swept yet included.
     *
     * @return empty if it has none
     */
    Optional<AddressRecord> lookup(String table, String aor);

    /**
     * Removes all contacts of an AoR.
     *
     * @return how many; 0 if it had none
     */
    int remove(String table, String aor);

    /**
     * Removes one contact.
     *
     * @param uri as it is stored
     * @throws OperationException also if there is no such AoR or contact
     */
    void removeContact(String table, String aor, String uri);

    /** Adds a contact, or puts it in the place of the one with the same URI. Returns the record as it is then. */
    AddressRecord add(String table, String aor, AddedContact contact);

    /**
     * Writes what a write-back database (db_mode 2) does not have yet, and waits for it, at most that long.
     *
     * @return how many AoRs are still not in the database as they are in memory
     */
    long flush(Duration atMost);

    /** Shows every record to {@code visitor} until it returns false: in no order, in constant memory. */
    void scan(String table, Predicate<AddressRecord> visitor);

    /** Number of AoRs with a contact, those that expired and were not swept yet included. Counts while it scans if it has to. */
    long records(String table);

    /** Some AoRs that begin with that text, in order of the alphabet: at most {@code most}, found within about 100 ms. */
    List<String> completions(String table, String prefix, int most);

    /** How many AoRs with a contact that did not expire the database has (Kamailio's ul.db_users). */
    long databaseUsers(String table);

    /** How many contacts that did not expire the database has (Kamailio's ul.db_contacts). */
    long databaseContacts(String table);

    /** How many expired contacts the database has (Kamailio's ul.db_expired_contacts). */
    long databaseExpiredContacts(String table);

    /**
     * The attributes of a contact under the names Kamailio gives them, in its order, and with its values: Address, Expires (seconds left, or
     * {@code permanent}, {@code expired}), Q, Call-ID, CSeq, User-Agent, Received, Path, State ({@code CS_NEW}, {@code CS_SYNC}, {@code CS_DIRTY}), Flags, CFlags, Socket, Methods, Ruid,
     * Instance, Reg-Id, Server-Id, Tcpconn-Id, Keepalive, Last-Keepalive, KA-Roundtrip, Last-Modified. Numbers are Integer, Long or Double;
     * all else is text, {@code [not set]} if empty.
     */
    Map<String, Object> attributes(String table, String storedAor, Contact contact);

    /** Kamailio's HashID of an AoR, 0..4294967295. */
    long hash(String storedAor);

    /**
     * Begins to gather the changes of all tables, or of one AoR. Nothing is gathered, and REGISTERs cost nothing more, once it is closed.
     *
     * @param aor empty for all
     */
    LocationWatch watch(Optional<String> aor);
}
