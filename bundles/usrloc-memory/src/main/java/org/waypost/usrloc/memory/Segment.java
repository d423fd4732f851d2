package org.waypost.usrloc.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.waypost.usrloc.AddressRecord;

/**
 * One of the parts a table is cut into by the hash of the AoR: a hash table of its own with its own lock and expiry wheel. A change of
 * one AoR keeps out only those of the same part, growing the table stalls only them, and no array becomes large.
 */
final class Segment {

    private static final int SMALLEST = 16;

    private final Indexes indexes;
    private final SharedStrings strings;
    private final ExpiryWheel wheel = new ExpiryWheel();
    private Entry[] slots = new Entry[SMALLEST];
    private int records;
    private long contacts;
    private boolean changing;

    Segment(Indexes indexes, SharedStrings strings) {
        this.indexes = indexes;
        this.strings = strings;
    }

    /** The record, or null. */
    synchronized AddressRecord find(String aor, int hash) {
        Entry entry = entry(aor, hash);
        return entry == null ? null : entry.record();
    }

    synchronized AddressRecord update(String aor, int hash, UnaryOperator<AddressRecord> change) {
        if (changing) {
            throw new IllegalStateException("the change of a record must not change the table (" + aor + ")");
        }
        Entry entry = entry(aor, hash);
        AddressRecord before = entry == null ? AddressRecord.empty(aor) : entry.record();
        AddressRecord asked;
        changing = true;
        try {
            asked = change.apply(before);
        } finally {
            changing = false;
        }
        if (asked == before || asked.isEmpty() && before.isEmpty()) {
            return before;
        }
        AddressRecord after = strings.share(before, asked);
        if (entry == null) {
            entry = new Entry(after.aor());
            add(entry, hash);
        } else if (after.isEmpty()) {
            remove(entry, hash);
        }
        entry.setContacts(after.contacts());
        if (!after.isEmpty()) {
            wheel.schedule(entry);
        }
        contacts += after.contacts().size() - before.contacts().size();
        indexes.update(entry, before.contacts(), after.contacts());
        return after;
    }

    /** The AoRs with something due at {@code now}. */
    synchronized List<Entry> due(long now, long linger) {
        if (wheel.isOff(now, linger)) {
            wheel.restart(now, linger);
            for (Entry slot : slots) {
                for (Entry entry = slot; entry != null; entry = entry.next) {
                    wheel.scheduleAnew(entry);
                }
            }
        }
        List<Entry> found = new ArrayList<>(0);
        wheel.advance(now, found);
        return found;
    }

    /** All records there are now. */
    synchronized AddressRecord[] snapshot() {
        AddressRecord[] all = new AddressRecord[records];
        int i = 0;
        for (Entry slot : slots) {
            for (Entry entry = slot; entry != null; entry = entry.next) {
                all[i++] = entry.record();
            }
        }
        return all;
    }

    synchronized int records() {
        return records;
    }

    synchronized long contacts() {
        return contacts;
    }

    private Entry entry(String aor, int hash) {
        for (Entry entry = slots[hash & slots.length - 1]; entry != null; entry = entry.next) {
            if (entry.aor.equals(aor)) {
                return entry;
            }
        }
        return null;
    }

    private void add(Entry entry, int hash) {
        if (records >= slots.length / 4 * 3) {
            resize(slots.length * 2);
        }
        int slot = hash & slots.length - 1;
        entry.next = slots[slot];
        slots[slot] = entry;
        records++;
    }

    private void remove(Entry entry, int hash) {
        wheel.cancel(entry);
        int slot = hash & slots.length - 1;
        if (slots[slot] == entry) {
            slots[slot] = entry.next;
        } else {
            Entry previous = slots[slot];
            while (previous.next != entry) {
                previous = previous.next;
            }
            previous.next = entry.next;
        }
        records--;
        if (slots.length > SMALLEST && records < slots.length / 8) {
            resize(slots.length / 2);
        }
    }

    private void resize(int length) {
        Entry[] old = slots;
        slots = new Entry[length];
        for (Entry slot : old) {
            Entry entry = slot;
            while (entry != null) {
                Entry following = entry.next;
                int target = MemoryTable.hash(entry.aor) & length - 1;
                entry.next = slots[target];
                slots[target] = entry;
                entry = following;
            }
        }
    }
}
