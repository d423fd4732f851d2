package org.waypost.operations;

/** What an operator asked for cannot be done; the message is one line for people. */
public final class OperationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why it cannot be done. */
    public enum Reason {
        /** There is no location table of that name. */
        NO_TABLE,
        /** The AoR has no contact. */
        NO_AOR,
        /** The AoR has contacts, but not that one. */
        NO_CONTACT,
        /** An argument is no such thing: a q above 1, an AoR without the domain that use_domain wants. */
        BAD_ARGUMENT,
        /** The table is kept in no database (db_mode 0). */
        NO_DATABASE,
        /** The store or the database fails, or there is none now. */
        STORE_FAILS
    }

    private final Reason reason;

    public OperationException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
