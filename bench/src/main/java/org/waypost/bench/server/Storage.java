package org.waypost.bench.server;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.waypost.testdatabases.TestDatabases;

/**
 * Where one server keeps its bindings.
 *
 * @param kind memory, or what they are written through to
 * @param tables the server's own database; empty if it needs no database server
 */
public record Storage(Kind kind, Optional<Tables> tables) {

    /** What holds the bindings. */
    public enum Kind {
        /** Memory alone (db_mode 0). */
        MEMORY,
        /** Memory and, written through (db_mode 1), H2 inside Waypost: a file in its data folder. */
        H2,
        /** Memory and MariaDB, written through. */
        MARIADB,
        /** Memory and PostgreSQL, written through. */
        POSTGRESQL;

        /** As it is named on the command line. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Bindings in memory alone. */
    public static final Storage MEMORY = new Storage(Kind.MEMORY, Optional.empty());

    /** One of that kind with an empty database. Starts the database server if it does not run yet. */
    public static Storage create(Kind kind) {
        return new Storage(
                kind,
                switch (kind) {
                    case MEMORY, H2 -> Optional.empty();
                    case MARIADB -> Optional.of(Tables.create(TestDatabases.Kind.MARIADB));
                    case POSTGRESQL -> Optional.of(Tables.create(TestDatabases.Kind.POSTGRESQL));
                });
    }

    /** CPU time of the database server so far; 0 if there is none. */
    public double cpuSeconds() {
        return tables.map(Tables::cpuSeconds).orElse(0.0);
    }

    /** See {@link Tables#settle}. */
    public void settle() throws IOException {
        if (tables.isPresent()) {
            tables.get().settle();
        }
    }

    /** For {@code db_url}: empty is H2 inside Waypost. */
    String url() {
        return tables.map(Tables::url).orElse("");
    }
}
