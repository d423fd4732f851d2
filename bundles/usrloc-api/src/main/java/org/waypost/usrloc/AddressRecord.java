package org.waypost.usrloc;

import java.util.List;

/**
 * An address of record and its contacts, in the order they are looked up. Immutable; a record without contacts is not stored.
 *
 * @param aor as it is stored: the user, or user@host with use_domain
 * @param contacts in order, expired ones that were not swept yet included
 */
public record AddressRecord(String aor, List<Contact> contacts) {

    /** A record without contacts. */
    public static AddressRecord empty(String aor) {
        return new AddressRecord(aor, List.of());
    }

    /** Kamailio's hash of an AoR as it is stored, to be taken as unsigned; octets above 127 count as negative numbers. */
    public static int hash(String aor) {
        int hash = 0;
        int word = 0;
        for (int i = 0; i < aor.length(); i++) {
            word = (word << 8) + (byte) aor.charAt(i);
            if ((i & 3) == 3) {
                hash += word ^ word >>> 3;
                word = 0;
            }
        }
        hash += word ^ word >>> 3;
        return hash + (hash >>> 11) + (hash >>> 13) + (hash >>> 23);
    }

    public boolean isEmpty() {
        return contacts.isEmpty();
    }

    /**
     * When something is next to be done about this record (epoch seconds): a contact expires, or one whose expiry was announced has
     * been kept for {@code linger} seconds. {@link Long#MAX_VALUE} if never.
     */
    public long due(long linger) {
        long due = Long.MAX_VALUE;
        for (int i = 0; i < contacts.size(); i++) {
            Contact contact = contacts.get(i);
            if (contact.expires() != Contact.PERMANENT) {
                boolean announced = (contact.flags() & Contact.EXPIRY_ANNOUNCED) != 0;
                due = Math.min(due, contact.expires() + (announced ? linger : 0));
            }
        }
        return due;
    }
}
