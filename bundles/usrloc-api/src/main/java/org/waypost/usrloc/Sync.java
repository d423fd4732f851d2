package org.waypost.usrloc;

/** How much of a contact a database has. */
public enum Sync {
    /** Nothing: it is to be written, or there is no database. */
    NEW,
    /** All. */
    SYNC,
    /** A row that is to be changed. */
    DIRTY
}
