package org.waypost.parameters;

/** A parameter does not exist, or a value is refused; the message is one line for an operator, and nothing was changed. */
public final class ParameterException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ParameterException(String message) {
        super(message, null, false, false);
    }

    /** The message alone: a shell shows an exception by its text. */
    @Override
    public String toString() {
        return getMessage();
    }
}
