package org.waypost.usrloc.jdbc.write;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.LocationException.Step;

/**
 * What becomes of one row.
 *
 * @param kind what is done
 * @param aor the address of record
 * @param before the contact as the row has it; of an INSERT the same as {@code after}
 * @param after the contact as the row will have it; of a DELETE the same as {@code before}
 * @param clearsAttributes whether attributes of the contact may be in the database, which are to go
 * @param sharesUri whether another contact of the AoR had the same URI before, so that the URI does not tell their rows apart
 */
record RowChange(Kind kind, String aor, Contact before, Contact after, boolean clearsAttributes, boolean sharesUri) {

    // Prefixes begin with the time of the server's start.
    private static final Comparator<RowChange> OLDEST_FIRST = Comparator.comparing(
                    (RowChange change) -> change.after.ruid().prefix())
            .thenComparing(change -> change.after.ruid().counter());

    /** What is done with a row. */
    enum Kind {
        INSERT(Step.CONTACT_INSERT),
        UPDATE(Step.CONTACT_UPDATE),
        DELETE(Step.CONTACT_DELETE);

        private final Step step;

        Kind(Step step) {
            this.step = step;
        }

        Step step() {
            return step;
        }
    }

    /**
     * What makes the rows of {@code before} those of {@code after}. Contacts that are for the memory only have none. New rows come in
     * the order in which the contacts got their ruids, since the order of rows is that of contacts with the same q.
     */
    static List<RowChange> between(AddressRecord before, AddressRecord after) {
        List<RowChange> changes = new ArrayList<>(2);
        List<RowChange> inserts = null;
        for (Contact now : after.contacts()) {
            if (isWritten(now)) {
                Contact was = find(before.contacts(), now);
                if (was == null || !isWritten(was)) {
                    inserts = inserts == null ? new ArrayList<>(2) : inserts;
                    inserts.add(insert(after.aor(), now));
                } else if (was != now && !was.equals(now)) {
                    changes.add(update(after.aor(), was, now, isShared(before.contacts(), was)));
                }
            }
        }
        if (inserts != null) {
            if (inserts.size() > 1) {
                inserts.sort(OLDEST_FIRST);
            }
            changes.addAll(inserts);
        }
        for (Contact was : before.contacts()) {
            if (isWritten(was) && find(after.contacts(), was) == null) {
                changes.add(delete(before.aor(), was, isShared(before.contacts(), was)));
            }
        }
        return changes;
    }

    /** This change followed by another one of the same row, as one. */
    RowChange then(RowChange next) {
        boolean clears = clearsAttributes || next.clearsAttributes;
        boolean shares = sharesUri || next.sharesUri;
        return switch (next.kind) {
            case INSERT -> new RowChange(Kind.INSERT, next.aor, next.after, next.after, clears, shares);
            case DELETE -> new RowChange(Kind.DELETE, next.aor, before, before, clears, shares);
            case UPDATE ->
                kind == Kind.UPDATE
                        ? new RowChange(Kind.UPDATE, next.aor, before, next.after, clears, shares)
                        : new RowChange(Kind.INSERT, next.aor, next.after, next.after, clears, shares);
        };
    }

    private static RowChange insert(String aor, Contact now) {
        return new RowChange(Kind.INSERT, aor, now, now, hasAttributes(now), false);
    }

    private static RowChange update(String aor, Contact was, Contact now, boolean sharesUri) {
        return new RowChange(Kind.UPDATE, aor, was, now, hasAttributes(was) || hasAttributes(now), sharesUri);
    }

    private static RowChange delete(String aor, Contact was, boolean sharesUri) {
        return new RowChange(Kind.DELETE, aor, was, was, hasAttributes(was), sharesUri);
    }

    private static boolean isShared(List<Contact> contacts, Contact contact) {
        for (int i = 0; i < contacts.size(); i++) {
            Contact other = contacts.get(i);
            if (other != contact && other.uri().equals(contact.uri())) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasAttributes(Contact contact) {
        return !contact.attributes().isEmpty();
    }

    private static boolean isWritten(Contact contact) {
        return (contact.flags() & Contact.MEMORY_ONLY) == 0;
    }

    private static Contact find(List<Contact> contacts, Contact wanted) {
        for (int i = 0; i < contacts.size(); i++) {
            Contact contact = contacts.get(i);
            if (contact == wanted || contact.ruid().equals(wanted.ruid())) {
                return contact;
            }
        }
        return null;
    }
}
