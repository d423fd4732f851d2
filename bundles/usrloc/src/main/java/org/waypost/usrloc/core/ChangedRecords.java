package org.waypost.usrloc.core;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.waypost.usrloc.AddressRecord;

/**
 * Which records were changed since they were last asked for, and what they are now, so that a store that has much to do need not be
 * asked. That is not known of a record whose changes overlapped, since nobody has seen which came first, or failed.
 */
final class ChangedRecords {

    private final ConcurrentHashMap<Key, Change> changes = new ConcurrentHashMap<>();

    /** A record's table and AoR. */
    record Key(String table, String aor) {}

    /**
     * @param underWay changes that have begun and not ended
     * @param isKnown whether {@code record} is what the store has; it is null while nothing has ended
     */
    private record Change(int underWay, boolean isKnown, AddressRecord record) {}

    /** A change begins. */
    void begin(String table, String aor) {
        changes.compute(
                new Key(table, aor),
                (key, change) -> change == null
                        ? new Change(1, true, null)
                        : new Change(change.underWay + 1, change.isKnown && change.underWay == 0, change.record));
    }

    /**
     * It has ended; whoever made it does not know yet.
     *
     * @param after the record as it is now; null if it failed
     */
    void end(String table, String aor, AddressRecord after) {
        changes.compute(
                new Key(table, aor),
                (key, change) -> new Change(change.underWay - 1, change.isKnown && after != null, after));
    }

    /** What is noted so far may have overlapped with changes that nobody has told of. */
    void doubt() {
        changes.replaceAll((key, change) -> new Change(change.underWay, false, null));
    }

    int size() {
        return changes.size();
    }

    /**
     * Shows the records that are noted, and as what if that is known, and forgets each just before it is shown. Those that are being
     * changed stay for the next time.
     */
    void drain(BiConsumer<Key, Optional<AddressRecord>> sink) {
        for (Key key : changes.keySet()) {
            Change[] taken = {null};
            changes.computeIfPresent(key, (same, change) -> {
                taken[0] = change.underWay > 0 ? null : change;
                return change.underWay > 0 ? change : null;
            });
            if (taken[0] != null) {
                sink.accept(key, Optional.ofNullable(taken[0].isKnown ? taken[0].record : null));
            }
        }
    }
}
