package org.waypost.usrloc.memory;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Component;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.LocationStore;
import org.waypost.usrloc.Ruid;

/**
 * The location table in memory, gone when this bundle stops. Immediate and without references, so that it outlives the restart of
 * everything that uses it.
 */
@Component(immediate = true, property = LocationStore.NAME + "=memory")
public final class MemoryLocationStore implements LocationStore {

    private final ConcurrentHashMap<String, MemoryTable> tables = new ConcurrentHashMap<>();
    private final SharedStrings strings = new SharedStrings();

    @Override
    public Optional<AddressRecord> find(String table, String aor) {
        MemoryTable found = tables.get(table);
        return found == null ? Optional.empty() : found.find(aor);
    }

    @Override
    public AddressRecord update(String table, String aor, UnaryOperator<AddressRecord> change) {
        MemoryTable found = tables.get(table);
        if (found == null) {
            found = tables.computeIfAbsent(table, name -> new MemoryTable(strings));
        }
        return found.update(aor, change);
    }

    @Override
    public Optional<AddressRecord> byRuid(String table, Ruid ruid) {
        MemoryTable found = tables.get(table);
        return found == null ? Optional.empty() : found.byRuid(ruid);
    }

    @Override
    public List<AddressRecord> byInstance(String table, String instance) {
        MemoryTable found = tables.get(table);
        return found == null ? List.of() : found.byInstance(instance);
    }

    @Override
    public List<AddressRecord> byConnection(String table, int connectionId) {
        MemoryTable found = tables.get(table);
        return found == null ? List.of() : found.byConnection(connectionId);
    }

    @Override
    public void scan(String table, Predicate<AddressRecord> visitor) {
        MemoryTable found = tables.get(table);
        if (found != null) {
            found.scan(visitor);
        }
    }

    @Override
    public void due(long now, long linger, BiConsumer<String, String> sink) {
        tables.forEach((name, table) -> table.due(now, linger, aor -> sink.accept(name, aor)));
    }

    @Override
    public Set<String> tables() {
        return Set.copyOf(tables.keySet());
    }

    @Override
    public long records(String table) {
        MemoryTable found = tables.get(table);
        return found == null ? 0 : found.records();
    }

    @Override
    public long contacts(String table) {
        MemoryTable found = tables.get(table);
        return found == null ? 0 : found.contacts();
    }

    @Override
    public boolean mayBlock() {
        return false;
    }
}
