package org.waypost.console;

/** A request is not granted; the message is one line for the operator. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;

    /** @param status of the HTTP response */
    private Refused(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** What was asked for is not right. */
    static Refused bad(String message) {
        return new Refused(400, message);
    }

    /** What was asked for is not there. */
    static Refused missing(String message) {
        return new Refused(404, message);
    }

    /** It cannot be done now, but may be later. */
    static Refused unavailable(String message) {
        return new Refused(503, message);
    }

    int status() {
        return status;
    }
}
