package org.waypost.pv;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * What was compiled, by its text. A script may make texts out of what came off the wire, so their number and length are limited:
 * a full cache starts over, a long text is compiled each time.
 */
final class BoundedCache<T> {

    private static final int MOST_ENTRIES = 4096;
    private static final int LONGEST_TEXT = 512;

    private final ConcurrentMap<String, T> entries = new ConcurrentHashMap<>();
    private final Function<String, T> compile;

    BoundedCache(Function<String, T> compile) {
        this.compile = compile;
    }

    T get(String text) {
        T entry = entries.get(text);
        return entry == null ? add(text) : entry;
    }

    private T add(String text) {
        T made = compile.apply(text);
        if (text.length() <= LONGEST_TEXT) {
            if (entries.size() >= MOST_ENTRIES) {
                entries.clear();
            }
            entries.put(text, made);
        }
        return made;
    }

    int size() {
        return entries.size();
    }
}
