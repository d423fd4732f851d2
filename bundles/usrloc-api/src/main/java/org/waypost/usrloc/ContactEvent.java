package org.waypost.usrloc;

/**
 * One change of a location table.
 *
 * @param kind what happened
 * @param table the table's name
 * @param aor the address of record
 * @param contact the contact as it is now; as it last was for DELETE and EXPIRE
 */
public record ContactEvent(Kind kind, String table, String aor, Contact contact) {

    /** What happened to the contact. */
    public enum Kind {
        INSERT,
        /** Refreshed; also one whose expiry was announced already, which makes it valid again under the same ruid. */
        UPDATE,
        DELETE,
        /** Its time ran out. Comes once for each contact, within a second of its time, and is not followed by a DELETE. */
        EXPIRE
    }
}
