package org.waypost.sip.transport.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waypost.sip.Xavps;

/** A list of XAVPs in memory, which the replies to a forwarded request use on other threads. */
public final class XavpList implements Xavps {

    private final List<Entry> entries = new ArrayList<>(2);

    @Override
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    @Override
    public synchronized int count(String name) {
        int count = 0;
        for (Entry entry : entries) {
            if (entry.name().equals(name)) {
                count++;
            }
        }
        return count;
    }

    @Override
    public synchronized Optional<Entry> get(String name, int index) {
        int position = position(name, index);
        return position < 0 ? Optional.empty() : Optional.of(entries.get(position));
    }

    @Override
    public synchronized void push(Entry entry) {
        entries.add(0, entry);
    }

    @Override
    public synchronized void append(Entry entry) {
        entries.add(entry);
    }

    @Override
    public synchronized boolean replace(int index, Entry entry) {
        int position = position(entry.name(), index);
        if (position >= 0) {
            entries.set(position, entry);
        }
        return position >= 0;
    }

    @Override
    public synchronized boolean remove(String name, int index) {
        int position = position(name, index);
        if (position >= 0) {
            entries.remove(position);
        }
        return position >= 0;
    }

    @Override
    public synchronized int removeAll(String name) {
        int before = entries.size();
        entries.removeIf(entry -> entry.name().equals(name));
        return before - entries.size();
    }

    @Override
    public Xavps newList() {
        return new XavpList();
    }

    private int position(String name, int index) {
        int left = index;
        for (int i = 0; i < entries.size() && left >= 0; i++) {
            if (entries.get(i).name().equals(name) && left-- == 0) {
                return i;
            }
        }
        return -1;
    }
}
