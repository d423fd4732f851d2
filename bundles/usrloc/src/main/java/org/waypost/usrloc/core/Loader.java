package org.waypost.usrloc.core;

import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.LocationDatabase;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.LocationStore;

/** Fills a memory with the bindings of a database, but for those of connections if they are to be removed first (db_clean_tcp). */
final class Loader {

    private static final long TELL_NANOS = 1_000_000_000L;

    private final LocationDatabase from;
    private final LocationStore into;
    private final UsrlocSettings settings;
    private final long now;
    private final LongAdder records = new LongAdder();
    private final LongAdder contacts = new LongAdder();

    /** @param now epoch seconds */
    Loader(LocationDatabase from, LocationStore into, UsrlocSettings settings, long now) {
        this.from = from;
        this.into = into;
        this.settings = settings;
        this.now = now;
    }

    /**
     * Loads these tables. An AoR that memory has already is left as it is, so that it can be tried again after a failure.
     *
     * @param progress told in single lines, about every second, how far it is
     * @throws LocationException if the database fails
     */
    void load(Set<String> tables, Consumer<String> progress) {
        if (settings.database().cleanTcp() && settings.dbMode() != 4) {
            tables.forEach(from::removeConnected);
        }
        loadLate(tables, progress);
    }

    /** As {@link #load}, while the server runs and connections are in use. */
    void loadLate(Set<String> tables, Consumer<String> progress) {
        for (String table : tables) {
            load(table, new Pace(progress));
        }
    }

    /** AoRs that were loaded so far. */
    long records() {
        return records.sum();
    }

    /** Contacts that were loaded so far. */
    long contacts() {
        return contacts.sum();
    }

    private void load(String table, Pace pace) {
        boolean newestFirst = settings.descTimeOrder();
        from.load(table, now, rows -> {
            AddressRecord record = ContactOrder.ofRows(rows, newestFirst);
            into.update(table, record.aor(), known -> known.isEmpty() ? record : known);
            records.increment();
            contacts.add(record.contacts().size());
            pace.told(table);
        });
    }

    /** Tells how far it is about every second, whichever thread comes by. */
    private final class Pace {

        private final Consumer<String> progress;
        private long next = System.nanoTime() + TELL_NANOS;

        Pace(Consumer<String> progress) {
            this.progress = progress;
        }

        void told(String table) {
            if (System.nanoTime() - next < 0) {
                return;
            }
            synchronized (this) {
                if (System.nanoTime() - next >= 0) {
                    next = System.nanoTime() + TELL_NANOS;
                    progress.accept("table " + table + ": " + records() + " AoRs loaded");
                }
            }
        }
    }
}
