package org.waypost.usrloc.core;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Which records were changed since they were last asked for; each counts once, however often it was changed. */
final class ChangedRecords {

    private final Set<Key> keys = ConcurrentHashMap.newKeySet();

    /** A record's table and AoR. */
    record Key(String table, String aor) {}

    /** Notes a record. */
    void add(String table, String aor) {
        keys.add(new Key(table, aor));
    }

    int size() {
        return keys.size();
    }

    /**
     * Shows those that are noted and forgets each just before it is shown; one that is noted again while it is shown is not lost.
     * There may be new ones when this ends.
     */
    void drain(Consumer<Key> sink) {
        for (Key key : keys) {
            keys.remove(key);
            sink.accept(key);
        }
    }
}
