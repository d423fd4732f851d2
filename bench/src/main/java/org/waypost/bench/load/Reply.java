package org.waypost.bench.load;

import java.nio.charset.StandardCharsets;

/** Reads from a reply the little that the generator wants to know, without creating anything. */
final class Reply {

    /** What the branch of every request starts with; {@code SEQUENCE} digits follow. */
    static final String BRANCH = "z9hG4bKwp";

    /** Status of what is no SIP reply, such as a request that an echo sends back. */
    static final int NO_STATUS = 0;

    private static final byte[] BRANCH_OCTETS = BRANCH.getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] CONTACT_OCTETS = "\nContact:".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] VERSION = "SIP/2.0 ".getBytes(StandardCharsets.ISO_8859_1);

    private Reply() {}

    /** The status 100..699, or {@link #NO_STATUS}. */
    static int status(byte[] octets, int from, int to) {
        if (to - from < VERSION.length + 3 || !startsWith(octets, from, VERSION)) {
            return NO_STATUS;
        }
        int status = (int) number(octets, from + VERSION.length, 3);
        return status >= 100 && status <= 699 ? status : NO_STATUS;
    }

    /** The sequence number in the first branch, or -1. */
    static long sequence(byte[] octets, int from, int to) {
        int width = MessageTemplate.Field.SEQUENCE.width();
        int last = to - BRANCH_OCTETS.length - width;
        for (int i = from; i <= last; i++) {
            if (octets[i] == 'z' && startsWith(octets, i, BRANCH_OCTETS)) {
                return number(octets, i + BRANCH_OCTETS.length, width);
            }
        }
        return -1;
    }

    /** Number of contacts in the first Contact header (long form, as servers write it). */
    static int contacts(byte[] octets, int from, int to) {
        for (int i = from; i + CONTACT_OCTETS.length <= to; i++) {
            if (octets[i] == '\n' && startsWith(octets, i, CONTACT_OCTETS)) {
                int contacts = 0;
                for (int j = i + CONTACT_OCTETS.length; j < to && octets[j] != '\n'; j++) {
                    contacts += octets[j] == '<' ? 1 : 0;
                }
                return contacts;
            }
        }
        return 0;
    }

    private static boolean startsWith(byte[] octets, int from, byte[] prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if (octets[from + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static long number(byte[] octets, int from, int width) {
        long number = 0;
        for (int i = from; i < from + width; i++) {
            int digit = octets[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
