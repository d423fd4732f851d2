package org.waypost.usrloc.core;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.LocationStore;
import org.waypost.usrloc.Ruid;

/** A front that answers from memory. */
abstract class MemoryFront implements Front {

    private final LocationStore memory;

    MemoryFront(LocationStore memory) {
        this.memory = memory;
    }

    /** What the answers come from. */
    final LocationStore memory() {
        return memory;
    }

    @Override
    public Optional<AddressRecord> find(String table, String aor) {
        return memory.find(table, aor);
    }

    @Override
    public Optional<AddressRecord> byRuid(String table, Ruid ruid) {
        return memory.byRuid(table, ruid);
    }

    @Override
    public List<AddressRecord> byInstance(String table, String instance) {
        return memory.byInstance(table, instance);
    }

    @Override
    public List<AddressRecord> byConnection(String table, int connectionId) {
        return memory.byConnection(table, connectionId);
    }

    @Override
    public void scan(String table, Predicate<AddressRecord> visitor) {
        memory.scan(table, visitor);
    }

    @Override
    public void due(long now, long linger, BiConsumer<String, String> sink) {
        memory.due(now, linger, sink);
    }

    @Override
    public Set<String> tables() {
        return memory.tables();
    }

    @Override
    public long records(String table) {
        return memory.records(table);
    }

    @Override
    public long contacts(String table) {
        return memory.contacts(table);
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public boolean readsMayBlock() {
        return false;
    }
}
