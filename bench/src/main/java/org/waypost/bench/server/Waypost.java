package org.waypost.bench.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Starts the assembled container through its script, with a configuration and a data folder of its own.
 *
 * @param script the file {@code waypost}
 * @param route a route in Lua to run with, or empty for the built-in one
 * @param moreJavaOptions options for its JVM, beside those of the environment variable WAYPOST_JAVA_OPTS
 * @param storage where it keeps its bindings
 */
public record Waypost(Path script, Optional<Path> route, String moreJavaOptions, Storage storage) implements Server {

    public static final String NAME = "waypost";

    /** With a route in Lua. */
    public static final String LUA = "waypost-lua";

    /** The script builds what is not built yet. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** The script beside the folder {@code bench}, or that of another build, named by the environment variable WAYPOST_SCRIPT. */
    public static Path script(Path bench) {
        String other = System.getenv("WAYPOST_SCRIPT");
        return other == null ? bench.resolveSibling("waypost") : Path.of(other).toAbsolutePath();
    }

    @Override
    public String name() {
        return route.isPresent() ? LUA : NAME;
    }

    @Override
    public ServerProcess start(InetSocketAddress address, Probe probe) throws IOException {
        Path folder = Files.createTempDirectory("bench-waypost");
        Path config = Files.createDirectory(folder.resolve("config"));
        Path data = Files.createDirectory(folder.resolve("data"));
        String listen = "127.0.0.1:" + address.getPort();
        Files.writeString(config.resolve("waypost.transport.cfg"), "listen = udp:" + listen + ", tcp:" + listen + "\n");
        Files.writeString(config.resolve("waypost.http.cfg"), "listen = 127.0.0.1:0\n");
        if (route.isPresent()) {
            Files.writeString(config.resolve("waypost.kemi.cfg"), "script = " + route.get() + "\n");
        }
        if (storage.kind() != Storage.Kind.MEMORY) {
            Files.writeString(config.resolve("waypost.usrloc.cfg"), "db_mode = 1\n");
            Files.writeString(config.resolve("waypost.usrloc.jdbc.cfg"), "db_url = " + storage.url() + "\n");
        }
        List<String> command = List.of(
                "env",
                "WAYPOST_JAVA_OPTS=" + javaOptions(),
                script.toString(),
                "run",
                "--config",
                config.toString(),
                "--data",
                data.toString());
        return ServerProcess.start(name(), address, folder, command, probe, PATIENCE);
    }

    private String javaOptions() {
        return (System.getenv().getOrDefault("WAYPOST_JAVA_OPTS", "") + " " + moreJavaOptions).strip();
    }

    /** The flags its JVM runs with, for a baseline that differs in nothing else. */
    public static List<String> jvmFlags(ServerProcess server) throws IOException {
        String commandLine = Files.readString(Path.of("/proc/" + server.jvm() + "/cmdline"), StandardCharsets.UTF_8);
        return Stream.of(commandLine.split("\0"))
                .filter(flag -> flag.startsWith("-X"))
                .toList();
    }
}
