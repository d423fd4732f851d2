package org.waypost.itest.exchange;

import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.waypost.itest.kit.Ports;

/**
 * The reference: an installed Kamailio, started on loopback with the parameters of an exchange, and the script of the
 * exchange or a route as Waypost's built-in one.
 */
public final class Kamailio implements AutoCloseable {

    private static final List<String> MODULES =
            List.of("tm", "sl", "rr", "pv", "maxfwd", "siputils", "textops", "usrloc", "registrar");

    private static final List<String> SCRIPT_MODULES =
            List.of("kex", "kemix", "corex", "tmx", "sanity", "nathelper", "htable", "pike", "xlog", "app_lua");

    /** The scripts that make its tables on PostgreSQL, which come with its module db_postgres. */
    static final Path POSTGRESQL_SCHEMA = Path.of("/usr/share/kamailio/postgres");

    private static final String ROUTE = """
            request_route {
                if (is_method("OPTIONS") && uri==myself && $rU==$null) { options_reply(); exit; }
                if (is_method("REGISTER")) { save("location"); exit; }
                if (!lookup("location")) {
                    $var(rc) = $rc;
                    if ($var(rc) == -2) { sl_send_reply("405", "Method Not Allowed"); exit; }
                    sl_send_reply("404", "Not Found");
                    exit;
                }
                t_relay();
            }
            """;

    private final Process process;
    private final Path folder;
    private final int port;

    /** The installed program, if there is one. */
    public static Optional<Path> program() {
        return Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder, "kamailio"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Whether the longer comparisons with it are to be made. */
    public static boolean isWanted() {
        return Boolean.getBoolean("kamailio");
    }

    /** Whether it is installed with what it needs to use PostgreSQL. */
    static boolean usesPostgresql() {
        return program().isPresent() && Files.isDirectory(POSTGRESQL_SCHEMA);
    }

    /** One with the default of each parameter. */
    public Kamailio() throws IOException, InterruptedException {
        this(List.of());
    }

    Kamailio(List<Exchange.Setting> settings) throws IOException, InterruptedException {
        port = Ports.free();
        folder = Files.createTempDirectory("waypost-reference-");
        Path script = folder.resolve("kamailio.cfg");
        Files.write(script, script(settings));
        process = new ProcessBuilder(
                        program().orElseThrow().toString(),
                        "-f",
                        script.toString(),
                        "-m",
                        "32",
                        "-M",
                        "8",
                        "-DD",
                        "-E",
                        "-P",
                        folder.resolve("pid").toString(),
                        "-w",
                        folder.toString(),
                        "-Y",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        for (int attempt = 0; !listens(); attempt++) {
            if (attempt == 200 || !process.isAlive()) {
                String log = Files.readString(folder.resolve("log"));
                close();
                throw new IllegalStateException("the reference did not start with " + settings + ":\n" + log);
            }
            Thread.sleep(50);
        }
    }

    public int port() {
        return port;
    }

    /** What it has said about errors in a script. */
    List<String> complaints() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("log"))) {
            return lines.filter(line -> line.contains("error from Lua")).toList();
        }
    }

    private List<String> script(List<Exchange.Setting> settings) {
        List<String> lines = new ArrayList<>(List.of(
                "#!KAMAILIO", "debug=2", "log_stderror=yes", "children=1", "tcp_children=1", "auto_aliases=no"));
        String listeners = settings.stream()
                .filter(Exchange.Setting::isListen)
                .findFirst()
                .map(setting -> setting.value().replace("@PORT@", String.valueOf(port)))
                .orElse("udp:127.0.0.1:%1$d,tcp:127.0.0.1:%1$d".formatted(port)
                        + (Ports.ipv6() ? ",udp:[::1]:" + port : ""));
        Stream.of(listeners.split(",")).forEach(listener -> lines.add("listen=" + listener));
        Optional<Exchange.Setting> lua =
                settings.stream().filter(Exchange.Setting::isScript).findFirst();
        if (settings.stream().anyMatch(Exchange.Setting::isDatabase)) {
            lines.add("loadmodule \"db_postgres.so\"");
        }
        MODULES.forEach(module -> lines.add("loadmodule \"" + module + ".so\""));
        lua.ifPresent(route -> SCRIPT_MODULES.forEach(module -> lines.add("loadmodule \"" + module + ".so\"")));
        lines.add("modparam(\"usrloc\", \"preload\", \"location\")");
        for (Exchange.Setting setting : settings) {
            if (setting.isListen()) {
                continue;
            }
            if (setting.name().equals("server_id")) { // a parameter of the core there
                lines.add("server_id=" + setting.value());
                continue;
            }
            if (setting.isScript()) {
                lines.add("modparam(\"app_lua\", \"load\", \"" + Exchange.script(setting.value()) + "\")");
                continue;
            }
            String value = setting.value().matches("-?\\d+") ? setting.value() : "\"" + setting.value() + "\"";
            lines.add("modparam(\"%s\", \"%s\", %s)".formatted(setting.module(), setting.name(), value));
        }
        lines.add(lua.isPresent() ? "cfgengine \"lua\"" : ROUTE);
        return lines;
    }

    private boolean listens() {
        try (Socket probe = new Socket("127.0.0.1", port)) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
