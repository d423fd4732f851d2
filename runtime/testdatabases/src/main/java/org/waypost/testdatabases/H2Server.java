package org.waypost.testdatabases;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** H2 with a file for each database. Whoever opens a database first is its owner. */
final class H2Server extends DatabaseServer {

    H2Server() {
        super("h2");
    }

    @Override
    void prepare(Path data) {}

    @Override
    ProcessBuilder command(Path data) {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-Dh2.bindAddress=127.0.0.1",
                "-cp",
                h2Jar().toString(),
                "org.h2.tools.Server",
                "-tcp",
                "-tcpPort",
                String.valueOf(port()),
                "-baseDir",
                data.toString(),
                "-ifNotExists");
    }

    @Override
    Connection connectAsAdmin(String url) throws SQLException {
        return connect(url, OWNER, PASSWORD);
    }

    @Override
    void drop(TestDatabase database) {
        try (Connection connection = database.connect()) {
            connection.createStatement().execute("SHUTDOWN IMMEDIATELY");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    Optional<String> kamailioScheme() {
        return Optional.empty();
    }

    @Override
    String url(String database) {
        return "jdbc:h2:tcp://127.0.0.1:" + port() + "/./" + database;
    }

    @Override
    String adminDatabase() {
        return "administration";
    }

    @Override
    String[] createOwner() {
        return new String[0];
    }

    @Override
    String[] createDatabase(String name) {
        return new String[0];
    }

    @Override
    String[] dropDatabase(String name) {
        return new String[0];
    }

    @Override
    String stopSignal() {
        return "TERM";
    }

    private static Path h2Jar() {
        return Path.of(org.h2.Driver.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
    }
}
