package org.waypost.testdatabases;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One database, empty when made, and who may use it.
 *
 * @param server what it lives in
 * @param name of the database
 * @param url for JDBC, without credentials
 * @param user who owns it
 * @param password distinctive enough to be searched for in logs
 */
public record TestDatabase(DatabaseServer server, String name, String url, String user, String password)
        implements AutoCloseable {

    /** The address as Kamailio's db_url has it, with credentials; empty for H2, which Kamailio does not know. */
    public String kamailioUrl() {
        return server.kamailioScheme()
                .map(scheme -> scheme + "://" + user + ":" + password + "@127.0.0.1:" + server.port() + "/" + name)
                .orElse("");
    }

    /** A connection as its owner. */
    public Connection connect() throws SQLException {
        return server.connect(url, user, password);
    }

    /** A connection to it as the server's administrator. */
    public Connection connectAsAdmin() throws SQLException {
        return server.connectAsAdmin(url);
    }

    /** Runs statements as its owner. */
    public void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Starts the server if a test left it stopped, and drops the database and whoever is connected to it. */
    @Override
    public void close() {
        server.start();
        server.drop(this);
    }
}
