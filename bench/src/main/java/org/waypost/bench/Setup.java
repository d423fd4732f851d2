package org.waypost.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.waypost.bench.server.Echo;
import org.waypost.bench.server.Kamailio;
import org.waypost.bench.server.KamailioSettings;
import org.waypost.bench.server.Roster;
import org.waypost.bench.server.Storage;
import org.waypost.bench.server.Waypost;

/** What the commands have in common: the options that choose and set up the servers, and the line about the machine. */
final class Setup {

    /** Options of every command that starts servers. */
    static final Set<String> SERVER_OPTIONS = Set.of("only", "children", "hash-size", "shared-mb");

    private static final Set<String> SERVERS =
            Set.of(Waypost.NAME, Waypost.LUA, Echo.NAME, Kamailio.NAME, Kamailio.LUA);

    private Setup() {}

    /** The folder {@code bench}. */
    static Path home() {
        return Path.of(System.getProperty("bench.home", "bench")).toAbsolutePath();
    }

    /** The servers that were asked for. */
    static List<String> servers(Options options, String... otherwise) {
        List<String> names =
                List.of(options.text("only", String.join(",", otherwise)).split(","));
        if (!SERVERS.containsAll(names)) {
            throw new IllegalArgumentException("--only " + names + ", expected some of " + SERVERS);
        }
        return names;
    }

    static KamailioSettings kamailio(Options options) {
        // One that waits for a database needs more of them.
        int children = storage(options) == Storage.Kind.MEMORY ? 4 : 16;
        return new KamailioSettings(
                options.number("children", children, 1, 64),
                options.number("hash-size", 10, 1, 20),
                options.number("shared-mb", 2048, 32, 16_384));
    }

    /** The servers that there are, each to keep its bindings as the options say. */
    static Roster roster(Options options) {
        return new Roster(home(), kamailio(options), storage(options));
    }

    /** Where the servers are to keep their bindings. */
    static Storage.Kind storage(Options options) {
        String[] names =
                Stream.of(Storage.Kind.values()).map(Storage.Kind::text).toArray(String[]::new);
        String name = options.oneOf("store", Storage.Kind.MEMORY.text(), names);
        return Storage.Kind.valueOf(name.toUpperCase(Locale.ROOT));
    }

    static boolean lua(Options options) {
        return options.oneOf("route", "default", "default", "lua").equals("lua");
    }

    /** The route in Lua, if one was asked for. */
    static Optional<Path> route(Options options) {
        return lua(options) ? Optional.of(home().resolve("register.lua")) : Optional.empty();
    }

    static boolean tcp(Options options) {
        return options.oneOf("transport", "udp", "udp", "tcp").equals("tcp");
    }

    /** Cores, load, kernel and JDK: figures are worth nothing without them. */
    static String machine() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                "%d cores (load before: %.1f), %s %s, JDK %s",
                system.getAvailableProcessors(),
                system.getSystemLoadAverage(),
                system.getName(),
                system.getVersion().replaceAll("[^0-9.].*", ""),
                System.getProperty("java.version"));
    }
}
