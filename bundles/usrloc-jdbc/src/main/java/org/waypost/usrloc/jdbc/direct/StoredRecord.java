package org.waypost.usrloc.jdbc.direct;

import java.util.ArrayList;
import java.util.List;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;

/**
 * The rows of an AoR, and what this server sees of them.
 *
 * @param aor the AoR
 * @param stored what the rows hold
 * @param seen of those the ones that can be used, without sockets that are not this server's
 */
record StoredRecord(String aor, List<Contact> stored, List<Contact> seen) {

    /** The record as this server sees it. */
    AddressRecord record() {
        return new AddressRecord(aor, List.copyOf(seen));
    }

    /**
     * The record that {@code wanted} asks for as it can be stored: a contact that is for the memory only leaves its row alone, and one
     * that keeps the socket that was not shown keeps that of its row.
     */
    AddressRecord storable(AddressRecord wanted) {
        List<Contact> contacts = new ArrayList<>(wanted.contacts().size());
        for (Contact contact : wanted.contacts()) {
            Contact row = find(stored, contact);
            if ((contact.flags() & Contact.MEMORY_ONLY) == 0) {
                boolean hidden = row != null && contact.socket().isEmpty();
                contacts.add(hidden ? withSocket(contact, row.socket()) : contact);
            } else if (row != null) {
                contacts.add(row);
            }
        }
        return new AddressRecord(aor, List.copyOf(contacts));
    }

    /** The rows behind {@link #record()}. */
    AddressRecord rows() {
        return new AddressRecord(
                aor, seen.stream().map(contact -> find(stored, contact)).toList());
    }

    static Contact withSocket(Contact contact, String socket) {
        return new Contact(
                contact.ruid(),
                contact.uri(),
                contact.received(),
                contact.path(),
                contact.callId(),
                contact.userAgent(),
                socket,
                contact.instance(),
                contact.expires(),
                contact.lastModified(),
                contact.cseq(),
                contact.q(),
                contact.flags(),
                contact.cflags(),
                contact.methods(),
                contact.regId(),
                contact.serverId(),
                contact.connectionId(),
                contact.attributes());
    }

    private static Contact find(List<Contact> contacts, Contact wanted) {
        return contacts.stream()
                .filter(contact -> contact.ruid().equals(wanted.ruid()))
                .findFirst()
                .orElse(null);
    }
}
