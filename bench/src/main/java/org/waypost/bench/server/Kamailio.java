package org.waypost.bench.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waypost.bench.proc.Shell;

/**
 * Starts the reference, if it is installed, with {@code bench/kamailio.cfg}.
 *
 * @param executable the binary
 * @param template the configuration
 * @param route a route in Lua to run with, or empty for that of the configuration
 * @param storage where it keeps its bindings: memory, or PostgreSQL with its tables in it
 */
public record Kamailio(Path executable, Path template, Optional<Path> route, KamailioSettings settings, Storage storage)
        implements Server {

    public static final String NAME = "kamailio";

    /** With a route in Lua. */
    public static final String LUA = "kamailio-lua";

    /** It may have much to load. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Pattern REAL_USED = Pattern.compile("real_used: (\\d+)");

    /** The binary, if there is one. */
    public static Optional<Path> installed() {
        return Shell.find(NAME);
    }

    /** Name and version as it reports them. */
    public String version() throws IOException {
        String first =
                Shell.output(executable.toString(), "-v").lines().findFirst().orElse("");
        return first.replace("version: ", "").trim();
    }

    /** The folder of its scripts for PostgreSQL, if they are installed. */
    public static Optional<Path> scripts(Path executable) {
        Path scripts = executable.resolve("../../share/kamailio/postgres").normalize();
        return Files.isDirectory(scripts) ? Optional.of(scripts) : Optional.empty();
    }

    @Override
    public String name() {
        return route.isPresent() ? LUA : NAME;
    }

    @Override
    public ServerProcess start(InetSocketAddress address, Probe probe) throws IOException {
        Path folder = Files.createTempDirectory("bench-kamailio");
        String configuration = Files.readString(template)
                .replace("@CHILDREN@", Integer.toString(settings.children()))
                .replace("@HASH_SIZE@", Integer.toString(settings.hashSize()))
                .replace("@SCRIPT@", route.map(Path::toString).orElse(""))
                .replace("@DB_URL@", storage.url())
                .replace("@PORT@", Integer.toString(address.getPort()))
                .replace("@FOLDER@", folder.toString());
        Path file = Files.writeString(folder.resolve("kamailio.cfg"), configuration);
        List<String> command = new ArrayList<>(List.of(
                executable.toString(),
                "-DD",
                "-E",
                "-f",
                file.toString(),
                "-m",
                Integer.toString(settings.sharedMegabytes()),
                "-P",
                folder.resolve("pid").toString(),
                "-w",
                folder.toString(),
                "-Y",
                folder.toString()));
        if (route.isPresent()) {
            command.addAll(List.of("-A", "LUA"));
        }
        if (storage.kind() != Storage.Kind.MEMORY) {
            command.addAll(List.of("-A", "DATABASE"));
        }
        return ServerProcess.start(name(), address, folder, command, probe, PATIENCE);
    }

    /** Shared memory in use, in bytes. */
    public static long sharedBytes(ServerProcess server) throws IOException {
        Path kamcmd = Shell.find("kamcmd").orElseThrow(() -> new IOException("kamcmd is not installed"));
        String socket = "unix:" + server.folder().resolve("ctl");
        String output = Shell.output(kamcmd.toString(), "-s", socket, "core.shmmem");
        Matcher matcher = REAL_USED.matcher(output);
        if (!matcher.find()) {
            throw new IOException("core.shmmem says " + output);
        }
        return Long.parseLong(matcher.group(1));
    }
}
