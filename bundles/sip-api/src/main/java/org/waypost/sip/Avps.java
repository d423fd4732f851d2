package org.waypost.sip;

import java.util.List;

/**
 * The attribute-value pairs of a request: {@code $avp(name)}. A name may have several values, the one added last comes first. The
 * prefixes {@code s:} and {@code i:} of a name are not part of it: {@code $avp(s:rcv)} is {@code $avp(rcv)}.
 */
public interface Avps {

    /** The values of {@code name}, the newest first. */
    List<Value> all(String name);

    /** The value of {@code name} at {@code index}, 0 being the newest; {@link Value#NULL} if there is none. */
    Value get(String name, int index);

    /** Adds a value, which becomes index 0. */
    void add(String name, Value value);

    /** Replaces the value at {@code index}; does nothing if there is none. */
    void set(String name, int index, Value value);

    /** Removes the value at {@code index}; does nothing if there is none. */
    void remove(String name, int index);

    void removeAll(String name);
}
