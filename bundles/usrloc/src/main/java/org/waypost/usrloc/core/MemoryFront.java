package org.waypost.usrloc.core;

import java.util.function.UnaryOperator;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.LocationStore;

/** A front that answers from memory. */
abstract class MemoryFront extends ForwardingStore implements Front {

    private final LocationStore memory;

    MemoryFront(LocationStore memory) {
        this.memory = memory;
    }

    /** What the answers come from. */
    final LocationStore memory() {
        return memory;
    }

    @Override
    final LocationStore target() {
        return memory;
    }

    /** Changes do not go to the memory alone. */
    @Override
    public abstract AddressRecord update(String table, String aor, UnaryOperator<AddressRecord> change);

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public boolean readsMayBlock() {
        return false;
    }
}
