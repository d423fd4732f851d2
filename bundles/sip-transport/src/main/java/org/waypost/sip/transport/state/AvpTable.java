package org.waypost.sip.transport.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.waypost.sip.Avps;
import org.waypost.sip.Value;

/**
 * The AVPs of one request: for each name its values, the oldest first, as the newest is what changes. Once the request is forwarded,
 * its replies use them on other threads.
 */
public final class AvpTable implements Avps {

    private final Map<String, List<Value>> values = new HashMap<>();

    @Override
    public synchronized List<Value> all(String name) {
        List<Value> newestFirst = new ArrayList<>(of(name));
        java.util.Collections.reverse(newestFirst);
        return newestFirst;
    }

    @Override
    public synchronized Value get(String name, int index) {
        List<Value> of = of(name);
        return has(of, index) ? of.get(of.size() - 1 - index) : Value.NULL;
    }

    @Override
    public synchronized void add(String name, Value value) {
        values.computeIfAbsent(plain(name), key -> new ArrayList<>(2)).add(value);
    }

    @Override
    public synchronized void set(String name, int index, Value value) {
        List<Value> of = of(name);
        if (has(of, index)) {
            of.set(of.size() - 1 - index, value);
        }
    }

    @Override
    public synchronized void remove(String name, int index) {
        List<Value> of = of(name);
        if (has(of, index)) {
            of.remove(of.size() - 1 - index);
        }
    }

    @Override
    public synchronized void removeAll(String name) {
        values.remove(plain(name));
    }

    private List<Value> of(String name) {
        return values.getOrDefault(plain(name), List.of());
    }

    private static boolean has(List<Value> of, int index) {
        return index >= 0 && index < of.size();
    }

    private static String plain(String name) {
        return name.startsWith("s:") || name.startsWith("i:") ? name.substring(2) : name;
    }
}
