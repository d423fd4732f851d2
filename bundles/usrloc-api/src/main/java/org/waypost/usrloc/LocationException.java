package org.waypost.usrloc;

/** The location table cannot be read or changed now. Nothing was changed. */
public final class LocationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What failed; the registrar names it in P-Registrar-Error ({@code usrloc_record_get failed} and so on). */
    public enum Step {
        RECORD_GET,
        RECORD_NEW,
        RECORD_INSERT,
        RECORD_DELETE,
        CONTACT_INSERT,
        CONTACT_UPDATE,
        CONTACT_DELETE
    }

    private final Step step;

    public LocationException(Step step, String message) {
        super(message);
        this.step = step;
    }

    public LocationException(Step step, String message, Throwable cause) {
        super(message, cause);
        this.step = step;
    }

    public Step step() {
        return step;
    }
}
