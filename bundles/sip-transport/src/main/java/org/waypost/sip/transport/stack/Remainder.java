package org.waypost.sip.transport.stack;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.To;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipMessage;

/**
 * What of a message the transaction layer passes on as it came: header lines in their order, and the body. Unknown names so never get
 * into the stack's table of names, which keeps them for ever.
 *
 * @param lines header lines, each with its line end; never written to
 * @param body never written to
 */
record Remainder(byte[] lines, byte[] body) {

    /** Whether the transaction layer or the proxy reads this header. */
    static boolean isRead(HeaderName name) {
        return isRewritten(name) || isIdentity(name);
    }

    // Not kept here: it may leave changed.
    private static boolean isRewritten(HeaderName name) {
        return switch (name) {
            case VIA, ROUTE, MAX_FORWARDS, MAX_BREADTH, CONTENT_LENGTH -> true;
            default -> false;
        };
    }

    // Read, and passed on as it came: the stack would write another one of the same meaning, if that.
    private static boolean isIdentity(HeaderName name) {
        return switch (name) {
            case FROM, TO, CALL_ID, CSEQ -> true;
            default -> false;
        };
    }

    /** Whether the stack's header stands for one of these lines. */
    static boolean isKept(SIPHeader header) {
        return header instanceof From || header instanceof To || header instanceof CallID || header instanceof CSeq;
    }

    static Remainder of(SipMessage message) {
        int length = 0;
        for (int i = 0; i < message.headerCount(); i++) {
            length += isRewritten(message.headerName(i))
                    ? 0
                    : message.headerLine(i).length();
        }
        byte[] lines = new byte[length];
        int at = 0;
        for (int i = 0; i < message.headerCount(); i++) {
            if (!isRewritten(message.headerName(i))) {
                Octets line = message.headerLine(i);
                System.arraycopy(line.array(), line.offset(), lines, at, line.length());
                at += line.length();
            }
        }
        return new Remainder(lines, message.body().bytes());
    }
}
