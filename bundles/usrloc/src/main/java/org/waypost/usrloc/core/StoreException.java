package org.waypost.usrloc.core;

/** A command could not do what it was asked, or found what it is to find; the message is one line for the operator. */
final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1;

    StoreException(String message) {
        super(message, null, false, false);
    }

    /** The message alone: a shell shows an exception by its text. */
    @Override
    public String toString() {
        return getMessage();
    }
}
