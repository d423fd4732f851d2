package org.waypost.usrloc.memory;

import java.util.Arrays;
import java.util.List;

/**
 * Finds the records that are due without looking at the others: a timing wheel of 64 slots of one second and 64 slots of 64 seconds.
 *
 * <p>An entry is linked into one slot, at or before its due time; what is due after the horizon of some 66 minutes waits in the last
 * slot. A refresh that moves the due time back touches nothing: when the old time comes, the entry is looked at and put where it now
 * belongs. One that moves it forward relinks the entry at once. So there is one link for each record whatever clients do, a refresh
 * costs a comparison, and each record is looked at about once an hour. Guarded by the lock of its {@link Segment}.
 */
final class ExpiryWheel {

    private static final int SLOTS = 64;
    private static final int SHIFT = 6;

    /** Seconds ahead at which everything later is put: at most 63 far slots from now. */
    static final int HORIZON = (SLOTS - 2) * SLOTS;

    private final Entry[] near = new Entry[SLOTS];
    private final Entry[] far = new Entry[SLOTS];

    /** The second that was last asked for; its slot may hold entries again. */
    private long tick;

    private long linger;

    /** Sees to it that the entry is looked at in time, after its contacts were set. */
    void schedule(Entry entry) {
        long due = entry.record().due(linger);
        if (entry.wheelTime != 0) {
            if (due >= Integer.toUnsignedLong(entry.wheelTime)) {
                return;
            }
            unlink(entry);
        }
        place(entry, due);
    }

    /** Forgets an entry. */
    void cancel(Entry entry) {
        if (entry.wheelTime != 0) {
            unlink(entry);
        }
    }

    /** Whether slots no longer agree with the clock (it jumped) or with the linger time; then {@link #restart} has to follow. */
    boolean isOff(long now, long newLinger) {
        return newLinger != linger || now < tick || now - tick > HORIZON;
    }

    /** Empties all slots and sets the clock; every entry has to be {@link #scheduleAnew scheduled anew}. */
    void restart(long now, long newLinger) {
        Arrays.fill(near, null);
        Arrays.fill(far, null);
        tick = now;
        linger = newLinger;
    }

    /** Puts an entry into a wheel that was restarted. */
    void scheduleAnew(Entry entry) {
        place(entry, entry.record().due(linger));
    }

    /** Turns the wheel to {@code now} and adds the entries that are due to {@code found}; they stay due until they are changed. */
    void advance(long now, List<Entry> found) {
        int first = found.size();
        while (true) {
            Entry entry = near[(int) tick & SLOTS - 1];
            near[(int) tick & SLOTS - 1] = null;
            while (entry != null) {
                Entry following = entry.later;
                long due = entry.record().due(linger);
                if (due <= now) {
                    entry.wheelTime = 0;
                    found.add(entry);
                } else {
                    place(entry, due);
                }
                entry = following;
            }
            if (tick == now) {
                break;
            }
            tick++;
            if ((tick & SLOTS - 1) == 0) {
                spread((int) (tick >> SHIFT) & SLOTS - 1);
            }
        }
        for (int i = first; i < found.size(); i++) {
            place(found.get(i), now);
        }
    }

    private void spread(int slot) {
        Entry entry = far[slot];
        far[slot] = null;
        while (entry != null) {
            Entry following = entry.later;
            place(entry, entry.record().due(linger));
            entry = following;
        }
    }

    private void place(Entry entry, long due) {
        entry.earlier = null;
        if (due == Long.MAX_VALUE) {
            entry.later = null;
            entry.wheelTime = 0;
            return;
        }
        long time = Math.min(Math.max(due, Math.max(tick, 1)), tick + HORIZON);
        boolean isNear = time - tick < SLOTS;
        Entry[] slots = isNear ? near : far;
        int slot = (int) (isNear ? time : time >> SHIFT) & SLOTS - 1;
        entry.wheelTime = (int) time;
        entry.later = slots[slot];
        if (entry.later != null) {
            entry.later.earlier = entry;
        }
        slots[slot] = entry;
    }

    private void unlink(Entry entry) {
        if (entry.earlier != null) {
            entry.earlier.later = entry.later;
        } else if (near[entry.wheelTime & SLOTS - 1] == entry) {
            near[entry.wheelTime & SLOTS - 1] = entry.later;
        } else {
            far[entry.wheelTime >>> SHIFT & SLOTS - 1] = entry.later;
        }
        if (entry.later != null) {
            entry.later.earlier = entry.earlier;
        }
        entry.earlier = null;
        entry.later = null;
        entry.wheelTime = 0;
    }
}
