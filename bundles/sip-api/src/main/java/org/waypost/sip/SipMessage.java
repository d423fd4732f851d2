package org.waypost.sip;

/**
 * A SIP message as it came off the wire: the headers are indexed, nothing else is parsed. Values may contain folded lines; whoever
 * reads one treats CR and LF as white space.
 */
public interface SipMessage {

    /** All octets of the message, body included. */
    Octets octets();

    /** The first line without its line end. */
    Octets firstLine();

    /** Number of header lines, counting each occurrence of a name. */
    int headerCount();

    /** What header line {@code index} is; {@link HeaderName#OTHER} for names this server does not know. */
    HeaderName headerName(int index);

    /** The name of header line {@code index} as it was written. */
    Octets headerText(int index);

    /** The value of header line {@code index}, without white space around it. */
    Octets headerValue(int index);

    /** The whole header line {@code index}, name to last octet of the value with its line end (and folded lines). */
    Octets headerLine(int index);

    /** Index of the first header line called {@code name} at or after {@code from}, or -1. */
    int indexOf(HeaderName name, int from);

    /** Whether there is a header line called {@code name}. */
    default boolean has(HeaderName name) {
        return indexOf(name, 0) >= 0;
    }

    /** The value of the first header line called {@code name}; {@link Octets#EMPTY} if there is none. */
    default Octets first(HeaderName name) {
        int index = indexOf(name, 0);
        return index < 0 ? Octets.EMPTY : headerValue(index);
    }

    /** The body; empty if there is none. */
    Octets body();
}
