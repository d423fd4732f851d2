package org.waypost.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.waypost.bench.proc.ProcessTree;
import org.waypost.testdatabases.TestDatabase;
import org.waypost.testdatabases.TestDatabases;

/** One SIP server's own database in the database server of this run, which is durable as it comes: it syncs at each commit. */
public final class Tables implements AutoCloseable {

    private final TestDatabase database;
    private final ProcessTree server;

    private Tables(TestDatabase database) {
        this.database = database;
        server = new ProcessTree(database.server().pid());
    }

    /** An empty database; starts the database server if it does not run yet. */
    static Tables create(TestDatabases.Kind kind) {
        return new Tables(TestDatabases.create(kind));
    }

    /** Creates the tables with the scripts that Kamailio brings for PostgreSQL. */
    void createWith(Path scripts) throws IOException {
        for (String script : List.of("standard-create.sql", "usrloc-create.sql")) {
            execute(Files.readString(scripts.resolve(script)));
        }
    }

    /** Its address with credentials, as {@code db_url} takes it. */
    public String url() {
        return database.kamailioUrl();
    }

    /** Name and version of the database server. */
    public String version() throws IOException {
        try (Connection connection = database.connect()) {
            return connection.getMetaData().getDatabaseProductName() + " "
                    + connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** CPU time of the database server so far, whoever it worked for. */
    public double cpuSeconds() {
        return server.cpuSeconds();
    }

    /** Runs statements as the owner of the database. */
    public void execute(String... statements) throws IOException {
        try {
            database.execute(statements);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** The statement that writes the rows of the AoRs from number 0 on, as a REGISTER of the generator would leave them. */
    public String rows(int count, String socket) {
        return """
                INSERT INTO location (ruid, username, contact, expires, q, callid, cseq, last_modified, user_agent, socket, connection_id)
                SELECT 'uloc-6a1b2c3d-4e5f-' || i, 'u' || n, 'sip:u' || n || '@127.0.0.1:5062', localtimestamp(0) + interval '2 hours', -1,
                       '5e0c64d1-' || n || '-8b7a41f2c9@192.0.2.17', 1000000000, localtimestamp(0), 'Waypost bench 1.0', '%s', -1
                FROM (SELECT i, lpad(i::text, 7, '0') AS n FROM generate_series(0, %d) AS i) AS numbers
                """.formatted(socket, count - 1);
    }

    /** Has the database server put on disk what it would otherwise while the next one is measured. */
    public void settle() throws IOException {
        try (Connection connection = database.connectAsAdmin();
                Statement statement = connection.createStatement()) {
            if (connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
                statement.execute("CHECKPOINT");
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** The number that a query gives. */
    public long number(String query) throws IOException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** Drops the database. */
    @Override
    public void close() {
        database.close();
    }
}
