package org.waypost.usrloc.core;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.LocationStore;
import org.waypost.usrloc.Ruid;
import org.waypost.usrloc.StoreHealth;

/** Hands every call on to another store; what extends it changes some of them. */
abstract class ForwardingStore implements LocationStore {

    /** The store that does the work. */
    abstract LocationStore target();

    @Override
    public AddressRecord update(String table, String aor, UnaryOperator<AddressRecord> change) {
        return target().update(table, aor, change);
    }

    @Override
    public Optional<AddressRecord> find(String table, String aor) {
        return target().find(table, aor);
    }

    @Override
    public Optional<AddressRecord> byRuid(String table, Ruid ruid) {
        return target().byRuid(table, ruid);
    }

    @Override
    public List<AddressRecord> byInstance(String table, String instance) {
        return target().byInstance(table, instance);
    }

    @Override
    public List<AddressRecord> byConnection(String table, int connectionId) {
        return target().byConnection(table, connectionId);
    }

    @Override
    public void scan(String table, Predicate<AddressRecord> visitor) {
        target().scan(table, visitor);
    }

    @Override
    public void due(long now, long linger, BiConsumer<String, String> sink) {
        target().due(now, linger, sink);
    }

    @Override
    public Set<String> tables() {
        return target().tables();
    }

    @Override
    public long records(String table) {
        return target().records(table);
    }

    @Override
    public long contacts(String table) {
        return target().contacts(table);
    }

    @Override
    public boolean mayBlock() {
        return target().mayBlock();
    }

    @Override
    public boolean readsMayBlock() {
        return target().readsMayBlock();
    }

    @Override
    public StoreHealth health() {
        return target().health();
    }
}
