package org.waypost.sip.transport;

import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipMessage;

/** Counts the contacts of a REGISTER before anybody parses them. */
final class ContactCount {

    private ContactCount() {}

    /** Whether the Contact headers hold more than {@code most} values. */
    static boolean exceeds(SipMessage message, int most) {
        int count = 0;
        for (int i = message.indexOf(HeaderName.CONTACT, 0); i >= 0; i = message.indexOf(HeaderName.CONTACT, i + 1)) {
            count += values(message.headerValue(i));
            if (count > most) {
                return true;
            }
        }
        return false;
    }

    private static int values(Octets value) {
        int count = 1;
        boolean quoted = false;
        boolean bracketed = false;
        byte[] array = value.array();
        int end = value.offset() + value.length();
        for (int i = value.offset(); i < end; i++) {
            switch (array[i]) {
                case '\\' -> i += quoted ? 1 : 0;
                case '"' -> quoted ^= !bracketed;
                case '<' -> bracketed |= !quoted;
                case '>' -> bracketed = false;
                case ',' -> count += quoted || bracketed ? 0 : 1;
                default -> {
                    // part of a value
                }
            }
        }
        return count;
    }
}
