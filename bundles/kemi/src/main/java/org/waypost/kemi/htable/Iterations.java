package org.waypost.kemi.htable;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.waypost.sip.Value;

/** The iterators a script started while it processes one request: four at most, each called by a name. */
final class Iterations {

    private static final int MOST = 4;

    /** A walk through a table, and the item it is at. */
    static final class Iteration {

        private final HashTable table;
        private Optional<Iterator<String>> keys = Optional.empty();
        private String key = "";
        private boolean atItem;

        Iteration(HashTable table) {
            this.table = table;
        }

        /** Goes to the next item; false after the last one, and then it begins anew. */
        boolean next() {
            Iterator<String> left = keys.orElseGet(table::keys);
            keys = Optional.of(left);
            while (left.hasNext()) {
                key = left.next();
                if (table.item(key).isPresent()) {
                    atItem = true;
                    return true;
                }
            }
            keys = Optional.empty();
            atItem = false;
            return false;
        }

        boolean isAtItem() {
            return atItem;
        }

        HashTable table() {
            return table;
        }

        String key() {
            return key;
        }

        Value value() {
            return atItem ? table.get(key) : Value.NULL;
        }

        void remove() {
            table.remove(key);
            atItem = false;
        }
    }

    private final Map<String, Iteration> started = new HashMap<>();

    /** Starts one, in the place of another of that name; false if there are four already. */
    boolean start(String name, HashTable table) {
        if (!started.containsKey(name) && started.size() >= MOST) {
            return false;
        }
        started.put(name, new Iteration(table));
        return true;
    }

    Optional<Iteration> of(String name) {
        return Optional.ofNullable(started.get(name));
    }

    /** False if there is none of that name. */
    boolean end(String name) {
        return started.remove(name) != null;
    }
}
