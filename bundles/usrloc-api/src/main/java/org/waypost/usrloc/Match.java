package org.waypost.usrloc;

import java.util.Optional;

/**
 * What usrloc found for a contact that a REGISTER names.
 *
 * @param kind whether and how it matches
 * @param contact the stored contact; empty only for {@link Kind#NONE}
 * @param by what both have in common
 */
public record Match(Kind kind, Optional<Contact> contact, By by) {

    /** How a contact matches. */
    public enum Kind {
        /** No stored contact is the same. */
        NONE,
        /** The stored contact is to be updated or removed. */
        FOUND,
        /** The same Call-ID and CSeq within cseq_delay seconds: the request was seen before, nothing is to be done. */
        RETRANSMISSION,
        /** The same Call-ID and a CSeq that is not higher: 400 Invalid CSeq number. */
        STALE
    }

    /** What makes two contacts the same: that they are of one instance, or parameter matching_mode. */
    public enum By {
        NOTHING,
        /** The instance and reg-id (RFC 5626). */
        INSTANCE,
        CONTACT,
        CONTACT_AND_CALL_ID,
        CONTACT_AND_PATH,
        CALL_ID
    }

    /** No stored contact is the same. */
    public static final Match NONE = new Match(Kind.NONE, Optional.empty(), By.NOTHING);
}
