package org.waypost.usrloc.memory;

import java.util.List;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;

/**
 * One AoR in memory: a link of its {@link Segment}'s hash chain and of its {@link ExpiryWheel}'s list at once. An {@link AddressRecord}
 * is made when one is asked for: kept ones, with their lists, would take 48 octets more for each AoR. Everything but the contacts is
 * guarded by the segment's lock.
 */
class Entry {

    final String aor;

    /** A {@link Contact} or, if there are more, a list of them. Volatile for the indexes, which read it without the lock. */
    private volatile Object contacts;

    /** The next entry of the same hash slot. */
    Entry next;

    /** Neighbours in the wheel's list. */
    Entry earlier;

    Entry later;

    /** The second (unsigned) at which the wheel looks at this entry, not after it is due; 0 if it never does. */
    int wheelTime;

    Entry(String aor) {
        this.aor = aor;
    }

    @SuppressWarnings("unchecked")
    AddressRecord record() {
        Object now = contacts;
        return new AddressRecord(aor, now instanceof Contact contact ? List.of(contact) : (List<Contact>) now);
    }

    void setContacts(List<Contact> list) {
        contacts = list.size() == 1 ? list.get(0) : List.copyOf(list);
    }
}
