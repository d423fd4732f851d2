package org.waypost.usrloc.memory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * Finds entries by a key their contacts have. Open addressing with linear probing, in parts with a lock each; keys and values alternate
 * in one array, so that a key costs two references and no object. The value is an {@link Entry}, or a {@code Set<Entry>} where several
 * have the key.
 */
final class KeyIndex<K> {

    private static final int PARTS = 64;
    private static final int SMALLEST = 32;

    private final ToIntFunction<K> hash;
    private final List<Part> parts = new ArrayList<>(PARTS);

    KeyIndex(ToIntFunction<K> hash) {
        this.hash = hash;
        for (int i = 0; i < PARTS; i++) {
            parts.add(new Part());
        }
    }

    /** The entries that have the key. */
    List<Entry> find(K key) {
        int keyHash = hash.applyAsInt(key);
        Part part = parts.get(keyHash >>> 26);
        synchronized (part) {
            Object value = part.pairs[part.indexOf(key, keyHash) + 1];
            if (value instanceof Set<?> several) {
                return several.stream().map(Entry.class::cast).toList();
            }
            return value == null ? List.of() : List.of((Entry) value);
        }
    }

    void add(K key, Entry entry) {
        int keyHash = hash.applyAsInt(key);
        Part part = parts.get(keyHash >>> 26);
        synchronized (part) {
            part.add(key, keyHash, entry);
        }
    }

    void remove(K key, Entry entry) {
        int keyHash = hash.applyAsInt(key);
        Part part = parts.get(keyHash >>> 26);
        synchronized (part) {
            part.remove(key, keyHash, entry);
        }
    }

    private final class Part {

        private Object[] pairs = new Object[SMALLEST];
        private int size;

        void add(K key, int keyHash, Entry entry) {
            int i = indexOf(key, keyHash);
            if (pairs[i] != null) {
                pairs[i + 1] = with(pairs[i + 1], entry);
                return;
            }
            if (size >= pairs.length / 8 * 3) {
                resize(pairs.length * 2);
                i = indexOf(key, keyHash);
            }
            pairs[i] = key;
            pairs[i + 1] = entry;
            size++;
        }

        void remove(K key, int keyHash, Entry entry) {
            int i = indexOf(key, keyHash);
            if (pairs[i] == null) {
                return;
            }
            Object left = without(pairs[i + 1], entry);
            if (left != null) {
                pairs[i + 1] = left;
                return;
            }
            closeGap(i);
            size--;
            if (pairs.length > SMALLEST && size < pairs.length / 16) {
                resize(pairs.length / 2);
            }
        }

        /** Where the key is, or the free place where it would be put. */
        int indexOf(K key, int keyHash) {
            int i = home(keyHash);
            while (pairs[i] != null && !pairs[i].equals(key)) {
                i = following(i);
            }
            return i;
        }

        // Moves back what was pushed past the gap, so that no tombstones are needed (Knuth 6.4, algorithm R).
        private void closeGap(int start) {
            int gap = start;
            for (int i = following(gap); pairs[i] != null; i = following(i)) {
                int home = home(hashOf(pairs[i]));
                boolean isBetween = gap <= i ? gap < home && home <= i : gap < home || home <= i;
                if (!isBetween) {
                    pairs[gap] = pairs[i];
                    pairs[gap + 1] = pairs[i + 1];
                    gap = i;
                }
            }
            pairs[gap] = null;
            pairs[gap + 1] = null;
        }

        private void resize(int length) {
            Object[] old = pairs;
            pairs = new Object[length];
            for (int i = 0; i < old.length; i += 2) {
                if (old[i] != null) {
                    int target = home(hashOf(old[i]));
                    while (pairs[target] != null) {
                        target = following(target);
                    }
                    pairs[target] = old[i];
                    pairs[target + 1] = old[i + 1];
                }
            }
        }

        @SuppressWarnings("unchecked")
        private int hashOf(Object key) {
            return hash.applyAsInt((K) key);
        }

        private int home(int keyHash) {
            return keyHash << 1 & pairs.length - 1;
        }

        private int following(int i) {
            return i + 2 & pairs.length - 1;
        }
    }

    @SuppressWarnings("unchecked")
    private static Object with(Object value, Entry entry) {
        if (value == entry) {
            return entry;
        }
        if (value instanceof Set<?>) {
            ((Set<Entry>) value).add(entry);
            return value;
        }
        Set<Entry> several = new HashSet<>();
        several.add((Entry) value);
        several.add(entry);
        return several;
    }

    private static Object without(Object value, Entry entry) {
        if (value instanceof Set<?> several) {
            several.remove(entry);
            return several.isEmpty() ? null : several;
        }
        return value == entry ? null : value;
    }
}
