package org.waypost.usrloc.core;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.LocationDatabase;
import org.waypost.usrloc.LocationStore;
import org.waypost.usrloc.core.Backlog.Debt;
import org.waypost.usrloc.core.Backlog.Key;

/**
 * db_mode 2: memory is changed at once, the database within timer_interval, sooner if much has changed, and when this ends. A database
 * that is away only lets the backlog grow.
 */
final class WriteBack extends BackedMemory {

    /** So much is written now, so that the database is not left behind by more than it can do in a moment. */
    private static final int MUCH = 10_000;

    WriteBack(LocationStore memory, LocationDatabase database, Supplier<UsrlocSettings> settings, LongSupplier clock) {
        this(memory, database, settings, clock, MOST_NOTED);
    }

    /** @param mostNoted AoRs that are noted before the tables are compared as a whole */
    WriteBack(
            LocationStore memory,
            LocationDatabase database,
            Supplier<UsrlocSettings> settings,
            LongSupplier clock,
            int mostNoted) {
        super(memory, database, settings, clock, mostNoted);
        start("write-back");
    }

    @Override
    public AddressRecord update(String table, String aor, UnaryOperator<AddressRecord> change) {
        return updateMemory(table, aor, change);
    }

    // Changes note themselves under the memory's own lock of the AoR, so this takes the note under it too.
    @Override
    void visit(Key key, BiConsumer<Optional<Debt>, AddressRecord> step) {
        Taken taken = new Taken();
        memory().update(key.table(), key.aor(), record -> {
            taken.debt = backlog().take(key);
            taken.record = record;
            return record;
        });
        step.accept(taken.debt, taken.record);
    }

    @Override
    boolean isUrgent(long noted) {
        return noted >= MUCH;
    }

    private static final class Taken {
        private Optional<Debt> debt = Optional.empty();
        private AddressRecord record;
    }
}
