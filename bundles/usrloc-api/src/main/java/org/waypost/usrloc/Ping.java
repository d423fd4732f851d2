package org.waypost.usrloc;

/**
 * How the way to a contact is kept open.
 *
 * @param kind what is sent
 * @param interval seconds between two
 * @param randomize most seconds that are added to the interval, at random
 * @param timeout seconds without an answer after which the contact is given up; 0 never
 * @param method of a {@link Kind#REQUEST}
 * @param from URI of its From
 * @param socket it is sent from, as {@code proto:host:port}; empty: the one the contact registered at
 */
public record Ping(Kind kind, int interval, int randomize, int timeout, String method, String from, String socket) {

    /** What is sent. */
    public enum Kind {
        /** A SIP request, along the Path of the contact; its answers are waited for. */
        REQUEST,
        /** Four octets of zero, straight to the address the contact registered from: for UDP. */
        ZEROS,
        /** An empty line, CRLF twice (RFC 5626 3.5.1), on the connection the contact registered over while it is open. */
        CRLF
    }
}
