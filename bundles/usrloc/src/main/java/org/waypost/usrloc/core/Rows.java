package org.waypost.usrloc.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.Ruid;

/** What of a record is in a database: a row for each contact, in no order, but for those that are kept in memory only. */
final class Rows {

    private Rows() {}

    /** The record without what is kept in memory only. */
    static AddressRecord of(AddressRecord record) {
        return count(record) == record.contacts().size()
                ? record
                : new AddressRecord(
                        record.aor(),
                        record.contacts().stream().filter(Rows::isRow).toList());
    }

    /** Whether both records have the same rows; that an expiry was announced is of no interest to a database. */
    static boolean same(AddressRecord a, AddressRecord b) {
        List<Contact> contacts = a.contacts();
        int rows = 0;
        for (int i = 0; i < contacts.size(); i++) {
            Contact contact = contacts.get(i);
            if (isRow(contact)) {
                rows++;
                if (!isAmong(contact, b.contacts())) {
                    return false;
                }
            }
        }
        return rows == count(b);
    }

    /** Whether {@code after} makes a contact valid again that had expired, whose row somebody may have cleaned away. */
    static boolean revives(AddressRecord before, AddressRecord after, long now) {
        for (int i = 0; i < before.contacts().size(); i++) {
            Contact old = before.contacts().get(i);
            if (!old.isValid(now)) {
                int index = indexOf(after.contacts(), old.ruid());
                if (index >= 0 && after.contacts().get(index).isValid(now)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * The rows of an AoR once they are brought up to {@code wanted}. Rows of other contacts stay unless {@code stale} chooses them:
     * another server may have stored them. An expired contact gets no row if it has none.
     */
    static AddressRecord broughtUp(AddressRecord rows, AddressRecord wanted, Predicate<Contact> stale, long now) {
        List<Contact> result =
                new ArrayList<>(rows.contacts().size() + wanted.contacts().size());
        boolean changed = false;
        for (Contact row : rows.contacts()) {
            int index = indexOf(wanted.contacts(), row.ruid());
            Contact contact = index < 0 ? row : wanted.contacts().get(index);
            if (index < 0 ? stale.test(row) : !isRow(contact)) {
                changed = true;
            } else {
                result.add(contact);
                changed |= contact != row && !sameRow(contact, row);
            }
        }
        for (Contact contact : wanted.contacts()) {
            if (isRow(contact) && contact.isValid(now) && indexOf(rows.contacts(), contact.ruid()) < 0) {
                result.add(contact);
                changed = true;
            }
        }
        return changed ? new AddressRecord(rows.aor(), result) : rows;
    }

    /** Whether a database is told of it. */
    static boolean isRow(Contact contact) {
        return (contact.flags() & Contact.MEMORY_ONLY) == 0;
    }

    private static int count(AddressRecord record) {
        int rows = 0;
        for (int i = 0; i < record.contacts().size(); i++) {
            rows += isRow(record.contacts().get(i)) ? 1 : 0;
        }
        return rows;
    }

    private static boolean isAmong(Contact contact, List<Contact> others) {
        int index = indexOf(others, contact.ruid());
        return index >= 0 && sameRow(contact, others.get(index));
    }

    private static boolean sameRow(Contact a, Contact b) {
        return a == b
                || a.cseq() == b.cseq()
                        && a.expires() == b.expires()
                        && a.withFlags(a.flags() & ~Contact.EXPIRY_ANNOUNCED)
                                .equals(b.withFlags(b.flags() & ~Contact.EXPIRY_ANNOUNCED));
    }

    private static int indexOf(List<Contact> contacts, Ruid ruid) {
        for (int i = 0; i < contacts.size(); i++) {
            if (contacts.get(i).ruid().equals(ruid)) {
                return i;
            }
        }
        return -1;
    }
}
