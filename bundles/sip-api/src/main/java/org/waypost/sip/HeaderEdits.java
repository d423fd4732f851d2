package org.waypost.sip;

import java.util.List;

/**
 * What a route changed in the message that will be sent on. The {@link SipMessage} itself stays as it was received; edits show when
 * the message is relayed, or once {@link #apply} was called.
 */
public interface HeaderEdits {

    /** Adds a header line (with its CRLF) after the last header. */
    void append(String line);

    /** Adds a header line (with its CRLF) before the first header, and after those inserted earlier. */
    void insert(String line);

    /** Adds a header line (with its CRLF) before header line {@code index} of the message, whether that is removed or not. */
    void insert(int index, String line);

    /** Takes out header line {@code index} of the message. */
    void remove(int index);

    boolean isRemoved(int index);

    /** Puts {@code line} (with its CRLF) in the place of header line {@code index}; instead of what was put there earlier. */
    void replace(int index, String line);

    /** Replaces the body and its Content-Type; the Content-Length follows. */
    void body(String body, String contentType);

    List<String> inserted();

    List<String> appended();

    /** Whether nothing was changed. */
    boolean isEmpty();

    /** The message with all edits, as bytes. */
    byte[] result();

    /** Makes the edited message the one that is being processed; false if it is no proper message any more. */
    boolean apply();
}
