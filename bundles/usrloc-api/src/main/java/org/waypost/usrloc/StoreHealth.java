package org.waypost.usrloc;

/**
 * How what is behind a store does.
 *
 * @param state whether it can be used
 * @param reason one line for people, without credentials; empty while all is well
 * @param since epoch seconds at which the state was entered; 0 if it never changed
 */
public record StoreHealth(State state, String reason, long since) {

    /** Whether a store can be used. */
    public enum State {
        UP,
        /** It can be read, but refuses changes: the database is read-only or its disk is full. */
        READ_ONLY,
        /** Nothing can be read or changed; it is tried again by itself. */
        DOWN
    }

    /** All is well. */
    public static final StoreHealth UP = new StoreHealth(State.UP, "", 0);
}
