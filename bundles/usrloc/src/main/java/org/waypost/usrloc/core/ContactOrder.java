package org.waypost.usrloc.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Compat;
import org.waypost.usrloc.Contact;

/** Where a contact stands among those of its AoR: highest q first and equal ones oldest first, or newest first. */
final class ContactOrder {

    private ContactOrder() {}

    static void insert(List<Contact> contacts, Contact contact, boolean newestFirst) {
        contacts.add(newestFirst ? 0 : placeByQ(contacts, contact.q()), contact);
    }

    /**
     * Puts {@code contact} in the place of the one at {@code index}, or where it now belongs. By q it stays if it is in order with
     * its neighbours. If not, RFC sorts it in; Kamailio 5.6 puts it before the first that has the same q or a higher one, counted
     * from the front, and at the end if there is none, which misplaces it.
     */
    static void replace(List<Contact> contacts, int index, Contact contact, boolean newestFirst, Compat compat) {
        if (newestFirst && index > 0) {
            contacts.remove(index);
            contacts.add(0, contact);
        } else if (newestFirst || fits(contacts, index, contact.q())) {
            contacts.set(index, contact);
        } else {
            contacts.remove(index);
            contacts.add(
                    compat == Compat.RFC ? placeByQ(contacts, contact.q()) : misplaceByQ(contacts, contact.q()),
                    contact);
        }
    }

    /**
     * The contacts of an AoR in order, as they come from a database: by rising q, then oldest row first. Newest first goes by the time
     * of the last change.
     */
    static AddressRecord ofRows(AddressRecord rows, boolean newestFirst) {
        if (rows.contacts().size() < 2) {
            return rows;
        }
        List<Contact> contacts = new ArrayList<>(rows.contacts());
        if (newestFirst) {
            Collections.reverse(contacts);
            contacts.sort(Comparator.comparingLong(Contact::lastModified).reversed());
        } else {
            contacts.sort(Comparator.comparingInt(Contact::q).reversed());
        }
        return new AddressRecord(rows.aor(), List.copyOf(contacts));
    }

    private static boolean fits(List<Contact> contacts, int index, int q) {
        return (index == 0 || q <= contacts.get(index - 1).q())
                && (index == contacts.size() - 1 || q >= contacts.get(index + 1).q());
    }

    private static int placeByQ(List<Contact> contacts, int q) {
        int place = 0;
        while (place < contacts.size() && contacts.get(place).q() >= q) {
            place++;
        }
        return place;
    }

    private static int misplaceByQ(List<Contact> contacts, int q) {
        int place = 0;
        while (place < contacts.size() && contacts.get(place).q() < q) {
            place++;
        }
        return place;
    }
}
