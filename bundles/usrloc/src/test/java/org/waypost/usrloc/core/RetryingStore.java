package org.waypost.usrloc.core;

import java.util.function.UnaryOperator;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.LocationStore;

/** A store that runs every change twice, as one does that finds a record changed meanwhile. */
final class RetryingStore extends ForwardingStore {

    private final LocationStore real;

    RetryingStore(LocationStore real) {
        this.real = real;
    }

    @Override
    LocationStore target() {
        return real;
    }

    @Override
    public AddressRecord update(String table, String aor, UnaryOperator<AddressRecord> change) {
        return real.update(table, aor, record -> {
            change.apply(record);
            return change.apply(record);
        });
    }
}
