package org.waypost.sip;

import java.util.List;
import java.util.Optional;

/**
 * The extended AVPs of a request, {@code $xavp(name[i]=>field)}: a list of named entries, each a value or a list of its own. A name
 * may stand several times, the entry pushed last has index 0.
 */
public interface Xavps {

    /**
     * One entry of a list.
     *
     * @param name of the entry
     * @param value {@link Value#NULL} if it is a list
     * @param fields the list, if it is one
     */
    record Entry(String name, Value value, Optional<Xavps> fields) {

        public static Entry of(String name, Value value) {
            return new Entry(name, value, Optional.empty());
        }

        public static Entry of(String name, Xavps fields) {
            return new Entry(name, Value.NULL, Optional.of(fields));
        }
    }

    /** All entries, the newest first. */
    List<Entry> entries();

    /** Number of entries called {@code name}. */
    int count(String name);

    /** Entry {@code index} of those called {@code name}. */
    Optional<Entry> get(String name, int index);

    /** Adds an entry in front of all others. */
    void push(Entry entry);

    /** Adds an entry behind all others. */
    void append(Entry entry);

    /** Puts {@code entry} in the place of entry {@code index} of its name; false if there is none. */
    boolean replace(int index, Entry entry);

    /** Removes entry {@code index} of those called {@code name}; false if there is none. */
    boolean remove(String name, int index);

    /** Removes all entries called {@code name} and says how many. */
    int removeAll(String name);

    /** A new empty list, to be used as the fields of an entry. */
    Xavps newList();

    /** The value of {@code field[0]} in entry {@code name[0]}, the usual way to read a setting; {@link Value#NULL} if there is none. */
    default Value setting(String name, String field) {
        return get(name, 0)
                .flatMap(Entry::fields)
                .flatMap(fields -> fields.get(field, 0))
                .map(Entry::value)
                .orElse(Value.NULL);
    }
}
