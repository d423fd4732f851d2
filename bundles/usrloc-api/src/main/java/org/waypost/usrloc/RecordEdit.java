package org.waypost.usrloc;

import java.util.List;

/** The record of one AoR while it is being changed. Nothing is stored until the {@link RecordUpdate} that was handed it returns. */
public interface RecordEdit {

    String aor();

    /** Whether the AoR had no record before this change. */
    boolean isNew();

    /** Time of this change, epoch seconds. */
    long now();

    /** The contacts as they are now, in order, expired ones included; later changes do not show in the list. */
    List<Contact> contacts();

    /**
     * The stored contact that {@code candidate} means, contacts inserted by this change included. If the candidate carries an instance it
     * is the one with that instance and reg-id (0: none), and no other, with no check of the CSeq; else the first by matching_mode over
     * URI, Call-ID and path, with the check of CSeq and cseq_delay.
     *
     * @param compat RFC compares URIs by RFC 3261 19.1.4, KAMAILIO octet by octet
     */
    Match match(Contact candidate, Compat compat);

    /** Adds a contact in its place by q or time and gives it a {@link Ruid} if it has none. Returns it as it will be stored. */
    Contact insert(Contact contact);

    /**
     * Puts {@code now} in the place of {@code stored}, which keeps its ruid and, if it has one, its instance and reg-id; under
     * matching_mode 3 its URI too, unless matched by instance. {@link Contact#EXPIRY_ANNOUNCED} is cleared.
     *
     * @param compat if its q is out of order with its neighbours', RFC moves it to where it belongs, KAMAILIO before the first contact
     *     with the same or a higher q, else to the end (with desc_time_order both move it to the front)
     * @throws IllegalArgumentException if {@code stored} is not a contact of this record
     */
    Contact replace(Contact stored, Contact now, Compat compat);

    /**
     * Removes a contact.
     *
     * @throws IllegalArgumentException if {@code stored} is not a contact of this record
     */
    void delete(Contact stored);

    /** Leaves the stored record as it was before this change. */
    void abandon();
}
