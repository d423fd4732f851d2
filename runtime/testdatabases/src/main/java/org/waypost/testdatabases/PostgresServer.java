package org.waypost.testdatabases;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL, which asks for passwords. */
final class PostgresServer extends DatabaseServer {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    PostgresServer() {
        super("postgresql");
    }

    @Override
    void prepare(Path data) throws IOException {
        Path password = Files.writeString(data.resolveSibling(data.getFileName() + ".password"), PASSWORD);
        List<String> command = new ArrayList<>(asAnyone());
        command.addAll(List.of(
                programs().resolve("bin/initdb").toString(),
                "--pgdata=" + data,
                "--username=postgres",
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync"));
        run(new ProcessBuilder(command), data);
        Files.delete(password);
    }

    @Override
    ProcessBuilder command(Path data) throws IOException {
        List<String> command = new ArrayList<>(asAnyone());
        command.addAll(List.of(
                programs().resolve("bin/postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                String.valueOf(port()),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories="));
        if (!SYNCS) {
            command.addAll(List.of("-c", "fsync=off", "-c", "full_page_writes=off"));
        }
        return new ProcessBuilder(command);
    }

    @Override
    Connection connectAsAdmin(String url) throws SQLException {
        return connect(url, "postgres", PASSWORD);
    }

    @Override
    Optional<String> kamailioScheme() {
        return Optional.of("postgres");
    }

    @Override
    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    @Override
    String adminDatabase() {
        return "postgres";
    }

    @Override
    String[] createOwner() {
        return new String[] {"CREATE ROLE " + OWNER + " LOGIN PASSWORD '" + PASSWORD + "'"};
    }

    @Override
    String[] createDatabase(String name) {
        return new String[] {"CREATE DATABASE " + name + " OWNER " + OWNER};
    }

    @Override
    String[] dropDatabase(String name) {
        return new String[] {"DROP DATABASE IF EXISTS " + name + " WITH (FORCE)"};
    }

    @Override
    String stopSignal() {
        return "INT"; // "fast": does not wait for those who are connected
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own root is somebody else. */
    private static List<String> asAnyone() {
        return isRoot() ? List.of("unshare", "-U") : List.of();
    }

    private static Path programs() throws IOException {
        return Binaries.unpacked("postgresql-18", folder -> {
            try (InputStream resource = PostgresServer.class.getResourceAsStream(ARCHIVE);
                    TarArchiveInputStream archive = new TarArchiveInputStream(new XZInputStream(resource))) {
                for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                    Path file = folder.resolve(entry.getName());
                    if (entry.isSymbolicLink()) {
                        Files.createDirectories(file.getParent());
                        Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                    } else if (entry.isFile()) {
                        Binaries.write(file, archive, (entry.getMode() & 0100) != 0);
                    }
                }
            }
        });
    }
}
