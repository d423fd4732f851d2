package org.waypost.shell.text;

/** A command could not do what it was asked; the message is one line for the operator. */
public final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public CommandException(String message) {
        super(message, null, false, false);
    }

    /** The message alone: a shell shows an exception by its text. */
    @Override
    public String toString() {
        return getMessage();
    }
}
