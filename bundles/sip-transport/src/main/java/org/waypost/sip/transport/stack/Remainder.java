package org.waypost.sip.transport.stack;

import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipMessage;

/**
 * What of a message the transaction layer passes on unread: header lines in their order, and the body. Unknown names so never get
 * into the stack's table of names, which keeps them for ever.
 *
 * @param lines header lines, each with its line end; never written to
 * @param body never written to
 */
record Remainder(byte[] lines, byte[] body) {

    /** Whether the transaction layer or the proxy reads this header. */
    static boolean isRead(HeaderName name) {
        return switch (name) {
            case VIA, ROUTE, FROM, TO, CALL_ID, CSEQ, MAX_FORWARDS, MAX_BREADTH, CONTENT_LENGTH -> true;
            default -> false;
        };
    }

    static Remainder of(SipMessage message) {
        int length = 0;
        for (int i = 0; i < message.headerCount(); i++) {
            length += isRead(message.headerName(i)) ? 0 : message.headerLine(i).length();
        }
        byte[] lines = new byte[length];
        int at = 0;
        for (int i = 0; i < message.headerCount(); i++) {
            if (!isRead(message.headerName(i))) {
                Octets line = message.headerLine(i);
                System.arraycopy(line.array(), line.offset(), lines, at, line.length());
                at += line.length();
            }
        }
        return new Remainder(lines, message.body().bytes());
    }
}
