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

/** A store that runs every change twice, as one does that finds a record changed meanwhile. */
record RetryingStore(LocationStore real) implements LocationStore {

    @Override
    public AddressRecord update(String table, String aor, UnaryOperator<AddressRecord> change) {
        return real.update(table, aor, record -> {
            change.apply(record);
            return change.apply(record);
        });
    }

    @Override
    public Optional<AddressRecord> find(String table, String aor) {
        return real.find(table, aor);
    }

    @Override
    public Optional<AddressRecord> byRuid(String table, Ruid ruid) {
        return real.byRuid(table, ruid);
    }

    @Override
    public List<AddressRecord> byInstance(String table, String instance) {
        return real.byInstance(table, instance);
    }

    @Override
    public void scan(String table, Predicate<AddressRecord> visitor) {
        real.scan(table, visitor);
    }

    @Override
    public void due(long now, long linger, BiConsumer<String, String> sink) {
        real.due(now, linger, sink);
    }

    @Override
    public Set<String> tables() {
        return real.tables();
    }

    @Override
    public long records(String table) {
        return real.records(table);
    }

    @Override
    public long contacts(String table) {
        return real.contacts(table);
    }

    @Override
    public boolean mayBlock() {
        return real.mayBlock();
    }
}
