package org.waypost.usrloc.memory;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.ParameterReader;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.LocationStore;
import org.waypost.usrloc.Ruid;

/**
 * The location table in memory, gone when this bundle stops unless a {@link Snapshot} takes it to the next run of the server.
 * Immediate and without references, so that it outlives the restart of everything that uses it.
 */
@Component(
        configurationPid = "waypost.usrloc.memory",
        immediate = true,
        property = LocationStore.NAME + "=memory",
        service = LocationStore.class)
@Designate(ocd = MemoryParameters.class)
public final class MemoryLocationStore implements LocationStore {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryLocationStore.class);

    private volatile boolean keepsSnapshot;
    private final ConcurrentHashMap<String, MemoryTable> tables = new ConcurrentHashMap<>();
    private final SharedStrings strings = new SharedStrings();

    @Activate
    void start(BundleContext context, MemoryParameters parameters, Map<String, Object> raw) {
        configure(parameters, raw);
        snapshot(context).ifPresent(snapshot -> {
            if (keepsSnapshot) {
                snapshot.read(this, System.currentTimeMillis() / 1000);
            } else {
                snapshot.discard();
            }
        });
    }

    @Modified
    void configure(MemoryParameters parameters, Map<String, Object> raw) {
        keepsSnapshot =
                new ParameterReader("usrloc", raw, LOG::warn).flag("snapshot", parameters::snapshot, keepsSnapshot);
    }

    // If only this bundle is stopped or updated, its bindings are handed to the one that follows by who uses them.
    @Deactivate
    void stop(BundleContext context) {
        if (keepsSnapshot && context.getBundle(Constants.SYSTEM_BUNDLE_ID).getState() == Bundle.STOPPING) {
            snapshot(context).ifPresent(snapshot -> snapshot.write(this));
        }
    }

    private static Optional<Snapshot> snapshot(BundleContext context) {
        return Optional.ofNullable(context.getProperty("waypost.data"))
                .map(data -> new Snapshot(Path.of(data, "usrloc", "memory.snapshot")));
    }

    /** Forgets everything. */
    void clear() {
        tables.clear();
    }

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
