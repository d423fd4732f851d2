package org.waypost.usrloc.memory;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Ruid;

/** One location table: its segments and the indexes over all of them. */
final class MemoryTable {

    private static final int SEGMENTS = 256;

    // The hash of AoRs is keyed, so that nobody can choose names that all fall into one chain.
    private static final long KEY = new SplittableRandom().nextLong();

    private final Segment[] segments = new Segment[SEGMENTS];
    private final Indexes indexes = new Indexes();

    MemoryTable(SharedStrings strings) {
        for (int i = 0; i < SEGMENTS; i++) {
            segments[i] = new Segment(indexes, strings);
        }
    }

    Optional<AddressRecord> find(String aor) {
        int hash = hash(aor);
        return Optional.ofNullable(segment(hash).find(aor, hash));
    }

    AddressRecord update(String aor, UnaryOperator<AddressRecord> change) {
        int hash = hash(aor);
        return segment(hash).update(aor, hash, change);
    }

    Optional<AddressRecord> byRuid(Ruid ruid) {
        return indexes.byRuid(ruid);
    }

    List<AddressRecord> byInstance(String instance) {
        return indexes.byInstance(instance);
    }

    List<AddressRecord> byConnection(int connectionId) {
        return indexes.byConnection(connectionId);
    }

    void scan(Predicate<AddressRecord> visitor) {
        for (Segment segment : segments) {
            for (AddressRecord record : segment.snapshot()) {
                if (!visitor.test(record)) {
                    return;
                }
            }
        }
    }

    void due(long now, long linger, Consumer<String> sink) {
        for (Segment segment : segments) {
            for (Entry entry : segment.due(now, linger)) {
                sink.accept(entry.aor);
            }
        }
    }

    long records() {
        long sum = 0;
        for (Segment segment : segments) {
            sum += segment.records();
        }
        return sum;
    }

    long contacts() {
        long sum = 0;
        for (Segment segment : segments) {
            sum += segment.contacts();
        }
        return sum;
    }

    /** Hash of an AoR: the upper octet chooses the segment, the lower ones the slot. */
    static int hash(String aor) {
        long hash = KEY;
        for (int i = 0; i < aor.length(); i++) {
            hash = (hash ^ aor.charAt(i)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        hash *= 0xBF58476D1CE4E5B9L;
        return (int) (hash >>> 32);
    }

    private Segment segment(int hash) {
        return segments[hash >>> 24];
    }
}
