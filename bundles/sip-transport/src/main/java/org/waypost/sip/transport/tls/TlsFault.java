package org.waypost.sip.transport.tls;

/** A TLS configuration that cannot be used; the message says what is wrong with which file or attribute. */
final class TlsFault extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    TlsFault(String message) {
        super(message);
    }

    TlsFault(String message, Throwable cause) {
        super(message + ": " + why(cause), cause);
    }

    private static String why(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
