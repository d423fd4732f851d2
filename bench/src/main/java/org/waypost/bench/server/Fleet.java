package org.waypost.bench.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The servers of one side-by-side run, started together and stopped together. */
public final class Fleet implements AutoCloseable {

    private final List<ServerProcess> servers = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * Starts the servers of these names, each {@code waypost}, {@code echo} or {@code kamailio}, the first and the last also with
     * {@code -lua} for a route in Lua. A Kamailio that is not installed is left out. The echo runs with the JVM flags of Waypost if that is there too.
     *
     * @param home the folder {@code bench}
     */
    public Fleet(List<String> names, Path home, KamailioSettings kamailio) throws IOException {
        try {
            List<String> flags = List.of();
            for (String name : List.of(Waypost.NAME, Waypost.LUA)) {
                if (names.contains(name)) {
                    servers.add(new Waypost(home.resolveSibling("waypost"), route(name, home), "").start());
                }
            }
            if (!servers.isEmpty()) {
                flags = Waypost.jvmFlags(servers.get(0));
                notes.add("JVM flags of waypost and echo: " + (flags.isEmpty() ? "none" : String.join(" ", flags)));
            }
            if (names.contains(Echo.NAME)) {
                servers.add(Echo.start(flags));
            }
            for (String name : List.of(Kamailio.NAME, Kamailio.LUA)) {
                if (names.contains(name)) {
                    startKamailio(route(name, home), home, kamailio);
                }
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private static Optional<Path> route(String name, Path home) {
        return name.endsWith("-lua") ? Optional.of(home.resolve("register.lua")) : Optional.empty();
    }

    private void startKamailio(Optional<Path> route, Path home, KamailioSettings settings) throws IOException {
        Optional<Path> executable = Kamailio.installed();
        if (executable.isEmpty()) {
            notes.add("kamailio is not installed: left out");
            return;
        }
        Kamailio kamailio = new Kamailio(executable.get(), home.resolve("kamailio.cfg"), route, settings);
        notes.add(kamailio.version() + ", " + settings.children() + " children, hash_size " + settings.hashSize());
        servers.add(kamailio.start());
    }

    public List<ServerProcess> servers() {
        return List.copyOf(servers);
    }

    /** What a reader of the figures must know about the servers. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    @Override
    public void close() {
        servers.forEach(ServerProcess::close);
    }
}
