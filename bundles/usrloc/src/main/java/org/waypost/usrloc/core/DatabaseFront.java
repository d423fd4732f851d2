package org.waypost.usrloc.core;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.LocationDatabase;
import org.waypost.usrloc.LocationStore;
import org.waypost.usrloc.Ruid;
import org.waypost.usrloc.Sync;

/**
 * db_mode 3: a database alone. It knows no order of the contacts but that of its rows, so they are put in order when they are read,
 * as Kamailio does in this mode; what a refresh does to the order shows in the next answer.
 */
final class DatabaseFront extends ForwardingStore implements Front {

    private final LocationDatabase database;
    private final Supplier<UsrlocSettings> settings;

    DatabaseFront(LocationDatabase database, Supplier<UsrlocSettings> settings) {
        this.database = database;
        this.settings = settings;
    }

    @Override
    LocationStore target() {
        return database;
    }

    @Override
    public AddressRecord update(String table, String aor, UnaryOperator<AddressRecord> change) {
        return database.update(table, aor, rows -> {
            AddressRecord before = ordered(rows);
            AddressRecord after = change.apply(before);
            return after == before ? rows : after;
        });
    }

    @Override
    public Optional<AddressRecord> find(String table, String aor) {
        return database.find(table, aor).map(this::ordered);
    }

    @Override
    public Optional<AddressRecord> byRuid(String table, Ruid ruid) {
        return database.byRuid(table, ruid).map(this::ordered);
    }

    @Override
    public List<AddressRecord> byInstance(String table, String instance) {
        return ordered(database.byInstance(table, instance));
    }

    @Override
    public List<AddressRecord> byConnection(String table, int connectionId) {
        return ordered(database.byConnection(table, connectionId));
    }

    @Override
    public void scan(String table, Predicate<AddressRecord> visitor) {
        database.scan(table, record -> visitor.test(ordered(record)));
    }

    @Override
    public Sync sync(String table, String aor, Contact contact) {
        return Sync.SYNC;
    }

    private List<AddressRecord> ordered(List<AddressRecord> records) {
        return records.stream().map(this::ordered).toList();
    }

    private AddressRecord ordered(AddressRecord rows) {
        return ContactOrder.ofRows(rows, settings.get().descTimeOrder());
    }
}
