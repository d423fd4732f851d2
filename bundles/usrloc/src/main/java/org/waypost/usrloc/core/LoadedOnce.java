package org.waypost.usrloc.core;

import java.util.function.UnaryOperator;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.LocationStore;

/** db_mode 4: memory that began with what a database holds, which is left alone from then on. */
final class LoadedOnce extends MemoryFront {

    LoadedOnce(LocationStore memory) {
        super(memory);
    }

    @Override
    public AddressRecord update(String table, String aor, UnaryOperator<AddressRecord> change) {
        return memory().update(table, aor, change);
    }
}
