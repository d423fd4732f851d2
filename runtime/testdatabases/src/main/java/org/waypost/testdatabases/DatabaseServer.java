package org.waypost.testdatabases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A database server in processes of its own, which a test can stop, kill and freeze; started again it has the same data and port. Its
 * processes are those whose working directory is its data folder.
 */
public abstract class DatabaseServer {

    /** Whether a commit waits for the disk; see {@link TestDatabases}. */
    static final boolean SYNCS = Boolean.parseBoolean(System.getProperty("testdatabases.sync", "true"));

    static final String OWNER = "waypost";
    static final String PASSWORD = "tell-nobody";
    private static final long START_SECONDS = 60;

    private final String kind;
    private final ServerProcesses processes;
    private final AtomicInteger databases = new AtomicInteger();
    private final int port = freePort();
    private Process process;
    private boolean prepared;

    DatabaseServer(String kind) {
        this.kind = kind;
        this.processes = ServerProcesses.inNewFolder(kind);
    }

    /** Its TCP port on 127.0.0.1. */
    public final int port() {
        return port;
    }

    /** Process id of its first process, which the others are children of; it must run. */
    public final synchronized long pid() {
        return process.pid();
    }

    /** Starts it, or lets it go on if it is frozen; returns when it answers. Does nothing if it runs. */
    public final synchronized void start() {
        if (process != null && process.isAlive()) {
            processes.signal("CONT");
            return;
        }
        try {
            boolean first = !prepared;
            if (first) {
                prepare(data());
                prepared = true;
            }
            ProcessBuilder command = command(data())
                    .directory(data().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
            process = command.start();
            awaitAnswer();
            if (first) {
                administer(createOwner());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops it in an orderly way; whoever is connected loses the connection. Returns when it is gone. */
    public final synchronized void stop() {
        processes.signal("CONT");
        end(stopSignal());
    }

    /** Kills its processes as {@code kill -9} does. Returns when they are gone. */
    public final synchronized void kill() {
        end("KILL");
    }

    /** Makes it hang: connections stay and are taken, nothing is answered. {@link #thaw} and {@link #start} undo it. */
    public final synchronized void freeze() {
        processes.freeze();
    }

    /** Lets it go on after {@link #freeze}. */
    public final synchronized void thaw() {
        processes.signal("CONT");
    }

    /** Processor time that its processes which still run have used, for benchmarks. */
    public final long processorMillis() {
        return processes.pids().stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .mapToLong(handle ->
                        handle.info().totalCpuDuration().map(Duration::toMillis).orElse(0L))
                .sum();
    }

    final TestDatabase create() {
        String name = "wp" + databases.incrementAndGet();
        administer(createDatabase(name));
        return new TestDatabase(this, name, url(name), OWNER, PASSWORD);
    }

    final Connection connect(String url, String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return DriverManager.getConnection(url, properties);
    }

    abstract Connection connectAsAdmin(String url) throws SQLException;

    void drop(TestDatabase database) {
        administer(dropDatabase(database.name()));
    }

    abstract Optional<String> kamailioScheme();

    /** Makes the data folder ready for the first start. */
    abstract void prepare(Path data) throws IOException;

    abstract ProcessBuilder command(Path data) throws IOException;

    abstract String url(String database);

    /** A database that is always there. */
    abstract String adminDatabase();

    abstract String[] createOwner();

    abstract String[] createDatabase(String name);

    abstract String[] dropDatabase(String name);

    abstract String stopSignal();

    final void run(ProcessBuilder command, Path data) throws IOException {
        Process run = command.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        try {
            if (!run.waitFor(START_SECONDS, TimeUnit.SECONDS) || run.exitValue() != 0) {
                run.destroyForcibly();
                throw new IllegalStateException(kind + " cannot be prepared in " + data + ": " + lastLines());
            }
        } catch (InterruptedException e) {
            run.destroyForcibly();
            throw new IllegalStateException(e);
        }
    }

    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private Path data() {
        return processes.folder();
    }

    private Path log() {
        return processes.folder().resolveSibling(processes.folder().getFileName() + ".log");
    }

    private String lastLines() throws IOException {
        List<String> lines = Files.readAllLines(log());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    }

    private void administer(String... statements) {
        try (Connection connection = connectAsAdmin(url(adminDatabase()));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitAnswer() throws IOException, SQLException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try (Connection connection = connectAsAdmin(url(adminDatabase()))) {
                return;
            } catch (SQLException notYet) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            String.format(Locale.ROOT, "%s does not start: %s", kind, lastLines()), notYet);
                }
                pause();
            }
        }
    }

    private void end(String signal) {
        if (process == null) {
            return;
        }
        processes.signal(process.pid(), signal);
        if (signal.equals("KILL")) {
            processes.signal(signal);
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (process.isAlive() || !processes.pids().isEmpty()) {
            if (System.nanoTime() > deadline) {
                processes.signal("KILL");
            }
            pause();
        }
        process = null;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    // Below those that the system gives away by itself (32768 and up on Linux), so nobody takes it while the server is
    // down.
    private static int freePort() {
        for (int attempt = 0; attempt < 50; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 32_768);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // somebody has it
            }
        }
        throw new IllegalStateException("no port is free");
    }
}
