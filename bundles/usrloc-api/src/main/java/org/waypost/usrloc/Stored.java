package org.waypost.usrloc;

/** What can be counted in a database. */
public enum Stored {
    /** AoRs with a contact that did not expire. */
    USERS,
    /** Contacts that did not expire. */
    CONTACTS,
    EXPIRED_CONTACTS
}
