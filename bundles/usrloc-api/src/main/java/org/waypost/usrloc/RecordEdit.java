package org.waypost.usrloc;

import java.util.List;

/** The record of one AoR while it is being changed. Nothing is stored until the {@link RecordUpdate} that was handed it returns. */
public interface RecordEdit {

    String aor();

    /** Whether the AoR had no record before this change. */
    boolean isNew();

    /** Time of this change, epoch seconds. */
    long now();

    /** The contacts as they are now, in order, expired ones included. */
    List<Contact> contacts();

    /**
     * The stored contact that {@code candidate} means. If it carries an instance and a reg-id the flow of that instance and reg-id,
     * with no check of the CSeq; else by matching_mode over URI, Call-ID and path, with the check of CSeq and cseq_delay.
     *
     * @param compat RFC compares URIs by RFC 3261 19.1.4, KAMAILIO octet by octet
     */
    Match match(Contact candidate, Compat compat);

    /** Adds a contact in its place by q or time and gives it a {@link Ruid} if it has none. Returns it as it will be stored. */
    Contact insert(Contact contact);

    /**
     * Puts {@code now} in the place of {@code stored}, which keeps its ruid.
     *
     * @param compat RFC moves it to where its q belongs, KAMAILIO leaves it where it is (but for desc_time_order)
     */
    Contact replace(Contact stored, Contact now, Compat compat);

    void delete(Contact stored);

    /** Leaves the stored record as it was before this change. */
    void abandon();
}
