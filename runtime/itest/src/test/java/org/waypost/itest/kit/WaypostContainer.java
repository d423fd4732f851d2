package org.waypost.itest.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The assembled container in a process of its own, with its own configuration, data and ports, driven through the
 * {@code waypost} script.
 */
public final class WaypostContainer implements AutoCloseable {

    private static final Path HOME = Path.of(System.getProperty("waypost.home", "../target/waypost"))
            .toAbsolutePath()
            .normalize();
    private static final Pattern HTTP = Pattern.compile(" HTTP listening on (\\S+)");
    /** It lives for seconds: to compile its code a second time, better, costs more than it gains. */
    private static final String SHORT_LIVED = Soak.ON ? "" : "-XX:TieredStopAtLevel=1 ";

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final Duration COMMAND = Duration.ofMinutes(5);

    private final Path folder;
    private final int port;
    private final String javaOptions;
    private final StringBuffer output = new StringBuffer();
    private final CompletableFuture<String> banner = new CompletableFuture<>();
    private Process process;

    private WaypostContainer(Path folder, int port, String javaOptions) {
        this.folder = folder;
        this.port = port;
        this.javaOptions = javaOptions;
    }

    /** Starts a container on a free port, UDP and TCP, IPv4 and (where there is one) IPv6 loopback. */
    public static WaypostContainer start() {
        return start(line -> line);
    }

    /** The same with every parameter in its file, uncommented. */
    public static WaypostContainer startWithAllDefaultsInItsFiles() {
        return start(line -> line.replaceFirst("^#\\s*([a-z][a-z0-9_.]*\\s*=)", "$1"));
    }

    /** The same with more options for its Java machine, such as {@code -Xmx200m}. */
    public static WaypostContainer startWith(String javaOptions) {
        return start(line -> line, javaOptions);
    }

    private static WaypostContainer start(UnaryOperator<String> eachLine) {
        return start(eachLine, "");
    }

    private static WaypostContainer start(UnaryOperator<String> eachLine, String javaOptions) {
        try {
            WaypostContainer container =
                    new WaypostContainer(Files.createTempDirectory("waypost-itest-"), Ports.free(), javaOptions);
            container.writeConfiguration(eachLine);
            container.launch();
            return container;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the container was assembled. */
    public static Path home() {
        return HOME;
    }

    /** Starts again what was stopped: same configuration, data and port. */
    public WaypostContainer restart() {
        WaypostContainer again = new WaypostContainer(folder, port, javaOptions);
        again.launch();
        return again;
    }

    private void writeConfiguration(UnaryOperator<String> eachLine) throws IOException {
        Files.createDirectories(config());
        try (Stream<Path> files = Files.list(HOME.resolve("config"))) {
            for (Path file : files.toList()) {
                Files.write(
                        config().resolve(file.getFileName()),
                        Files.readAllLines(file).stream().map(eachLine).toList());
            }
        }
        edit("waypost.transport", "listen", listen());
        edit("waypost.http", "listen", "127.0.0.1:0");
    }

    /** The value of the parameter {@code listen} this container was started with. */
    public String listen() {
        String ipv4 = "udp:127.0.0.1:%1$d,tcp:127.0.0.1:%1$d".formatted(port);
        return Ports.ipv6() ? ipv4 + ",udp:[::1]:%d".formatted(port) : ipv4;
    }

    private void launch() {
        try {
            ProcessBuilder builder = new ProcessBuilder(command("run", List.of("--config", config().toString())))
                    .directory(folder.toFile())
                    .redirectErrorStream(true);
            builder.environment().put("WAYPOST_JAVA_OPTS", SHORT_LIVED + javaOptions);
            process = builder.start();
            process.getOutputStream().close();
            Thread reader = new Thread(this::readOutput, "waypost output");
            reader.setDaemon(true);
            reader.start();
            banner.get(START.toSeconds(), TimeUnit.SECONDS);
            if (log().contains("Cannot listen on ")) {
                throw new IllegalStateException("somebody else has its port");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (Exception e) {
            close();
            throw new AssertionError("the container did not start:\n" + output, e);
        }
    }

    private void readOutput() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                if (line.startsWith("Waypost ") && line.contains(" listening on ") && line.contains(" ready in ")) {
                    banner.complete(line);
                }
            }
        } catch (IOException e) {
            output.append(e).append('\n');
        }
        banner.completeExceptionally(new IllegalStateException("the process ended without a banner"));
    }

    private List<String> command(String verb, List<String> words) {
        List<String> command =
                new ArrayList<>(List.of(HOME.resolve("waypost").toString(), verb, "--data", data().toString()));
        command.addAll(words);
        return command;
    }

    /** Runs a command of the script ({@code exec}, {@code status}, ...) on this container. */
    public Outcome script(String verb, String... words) {
        return Programs.run(Duration.ofSeconds(30), folder, command(verb, List.of(words)));
    }

    /** Runs a shell command in the container. */
    public Outcome run(String command) {
        return Control.exec(data(), command, COMMAND);
    }

    /** Runs a shell command in the container; one that fails fails the test. */
    public String exec(String command) {
        Outcome outcome = run(command);
        if (outcome.exitCode() != 0) {
            throw new AssertionError(command + " ended with " + outcome.exitCode() + ":\n" + outcome.output());
        }
        return outcome.output();
    }

    /**
     * {@code ./waypost exec}, started as from a terminal: what runs in the background of a script ignores Ctrl-C, and so would whatever
     * it starts.
     */
    public Process startExec(String command) throws IOException {
        return new ProcessBuilder(
                        "env",
                        "--default-signal=INT",
                        home().resolve("waypost").toString(),
                        "exec",
                        "--data",
                        data().toString(),
                        command)
                .start();
    }

    /** The value of a statistic such as {@code registrar:accepted_regs}. */
    public long statistic(String name) {
        String line = exec("stats:get_statistics " + name).strip();
        return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
    }

    /** Sets a parameter in the file {@code <pid>.cfg}, as an operator's editor would. */
    public void edit(String pid, String key, String value) {
        Path file = config().resolve(pid + ".cfg");
        try {
            List<String> lines = new ArrayList<>(Files.exists(file) ? Files.readAllLines(file) : List.of());
            lines.removeIf(line -> line.matches(key + "\\s*=.*"));
            lines.add(key + " = " + value);
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until something has come true that the container does in its own time. */
    public static void await(String what, Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("after " + limit + " still not: " + what);
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** The line that told that it is ready. */
    public String banner() {
        return banner.join();
    }

    /** What it has logged and printed so far. */
    public String log() {
        return output.toString();
    }

    public int port() {
        return port;
    }

    /** Where it has begun to answer HTTP last, as {@code http://127.0.0.1:12345}. */
    public URI http() {
        return HTTP.matcher(log())
                .results()
                .reduce((earlier, later) -> later)
                .map(line -> URI.create("http://" + line.group(1)))
                .orElseThrow(() -> new AssertionError("no HTTP listener in the log:\n" + log()));
    }

    public Path config() {
        return folder.resolve("config");
    }

    public Path data() {
        return folder.resolve("data");
    }

    public SipClient udp() {
        return SipClient.udp("127.0.0.1", port);
    }

    public SipClient tcp() {
        return SipClient.tcp("127.0.0.1", port);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What the JDK's {@code jcmd} prints about the container's JVM. */
    public String jcmd(String... words) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), String.valueOf(jvm())));
        command.addAll(List.of(words));
        return Programs.run(Duration.ofSeconds(60), folder, command).output();
    }

    private long jvm() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .filter(handle -> handle.info().command().orElse("").endsWith("java"))
                .map(ProcessHandle::pid)
                .findFirst()
                .orElseThrow();
    }

    /** Ends the process with SIGKILL. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        exitCode();
    }

    /** Sends SIGTERM and returns the exit code. */
    public int terminate() {
        process.destroy();
        return exitCode();
    }

    /** Waits for the end of the process and returns its exit code. */
    public int exitCode() {
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                throw new TimeoutException("still running after " + STOP);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (TimeoutException e) {
            throw new AssertionError(e.getMessage() + "\n" + output, e);
        }
    }

    @Override
    public void close() {
        kill();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
