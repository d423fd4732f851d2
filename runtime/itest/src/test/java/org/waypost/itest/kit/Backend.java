package org.waypost.itest.kit;

import java.util.Optional;
import org.waypost.testdatabases.TestDatabase;
import org.waypost.testdatabases.TestDatabases;

/** A database for one container: the H2 file it brings along, or an empty database on a server. */
public final class Backend implements AutoCloseable {

    /** The databases that are told apart. */
    public enum Kind {
        H2,
        POSTGRESQL,
        MARIADB
    }

    private final Optional<TestDatabase> server;
    private final boolean urlHasCredentials;

    private Backend(Optional<TestDatabase> server, boolean urlHasCredentials) {
        this.server = server;
        this.urlHasCredentials = urlHasCredentials;
    }

    /** A new one without any tables. */
    public static Backend create(Kind kind) {
        return switch (kind) {
            case H2 -> new Backend(Optional.empty(), false);
            case POSTGRESQL -> new Backend(Optional.of(TestDatabases.create(TestDatabases.Kind.POSTGRESQL)), true);
            case MARIADB -> new Backend(Optional.of(TestDatabases.create(TestDatabases.Kind.MARIADB)), false);
        };
    }

    /** The command that makes it the database of a container: PostgreSQL in Kamailio's way, MariaDB in JDBC's. */
    public String choose() {
        if (server.isEmpty()) {
            return "cfg:set usrloc db_url ''";
        }
        TestDatabase database = server.get();
        return urlHasCredentials
                ? "cfg:set usrloc db_url '" + database.kamailioUrl() + "'"
                : "cfg:set usrloc db_user " + database.user() + ";cfg:set usrloc db_password " + database.password()
                        + ";cfg:set usrloc db_url '" + database.url() + "'";
    }

    /** The database on its server; not for H2. */
    public TestDatabase database() {
        return server.orElseThrow();
    }

    @Override
    public void close() {
        server.ifPresent(TestDatabase::close);
    }
}
