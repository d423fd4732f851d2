package org.waypost.usrloc.core;

import java.util.Arrays;

/**
 * What is known of the records of a table in some 25 octets for each: a hash of its AoR, a hash of its contacts, and whether it was
 * asked for. An AoR whose hash is another's only looks changed, as the hash of the contacts has the AoR in it, too: never the same.
 */
final class Fingerprints {

    private static final int SMALLEST = 1024;

    /** What {@link #seen} says of an AoR that is not there. */
    static final long ABSENT = 0;

    private long[] keys = new long[SMALLEST];
    private long[] contents = new long[SMALLEST];
    private long[] asked = new long[SMALLEST / Long.SIZE];
    private int size;

    /** @param content anything but {@link #ABSENT} */
    void put(String aor, long content) {
        if (size >= keys.length / 4 * 3) {
            grow();
        }
        put(key(aor), content);
    }

    /** The content of that AoR, which counts as asked for from now on. */
    long seen(String aor) {
        int slot = slot(keys, key(aor));
        if (keys[slot] == 0) {
            return ABSENT;
        }
        asked[slot / Long.SIZE] |= 1L << slot;
        return contents[slot];
    }

    /** Whether that AoR was put here and never asked for. */
    boolean isUnseen(String aor) {
        int slot = slot(keys, key(aor));
        return keys[slot] != 0 && (asked[slot / Long.SIZE] & 1L << slot) == 0;
    }

    /** Whether there are records that nobody asked for. */
    boolean hasUnseen() {
        long seen = 0;
        for (long some : asked) {
            seen += Long.bitCount(some);
        }
        return seen < size;
    }

    int size() {
        return size;
    }

    private void put(long key, long content) {
        int slot = slot(keys, key);
        if (keys[slot] == 0) {
            keys[slot] = key;
            contents[slot] = content;
            size++;
        } else {
            contents[slot] ^= content;
        }
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldContents = contents;
        keys = new long[oldKeys.length * 2];
        contents = new long[keys.length];
        asked = Arrays.copyOf(asked, keys.length / Long.SIZE);
        size = 0;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                put(oldKeys[i], oldContents[i]);
            }
        }
    }

    private static int slot(long[] keys, long key) {
        int slot = (int) (key >>> 32) & keys.length - 1;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = slot + 1 & keys.length - 1;
        }
        return slot;
    }

    private static long key(String aor) {
        long key = hash(0x2545F4914F6CDD1DL, aor);
        return key == 0 ? 1 : key;
    }

    /** Goes on from {@code hash} with a text. */
    static long hash(long hash, String text) {
        long next = mix(hash ^ text.length());
        for (int i = 0; i < text.length(); i++) {
            next = (next ^ text.charAt(i)) * 0x9E3779B97F4A7C15L;
            next ^= next >>> 29;
        }
        return mix(next);
    }

    /** Goes on from {@code hash} with a number. */
    static long hash(long hash, long number) {
        return mix(hash ^ number * 0xBF58476D1CE4E5B9L);
    }

    private static long mix(long bits) {
        long mixed = (bits ^ bits >>> 32) * 0xD6E8FEB86659FD93L;
        return (mixed ^ mixed >>> 32) + 0x632BE59BD9B4E019L;
    }
}
