package org.waypost.bench.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The servers of one side-by-side run, started together and stopped together. */
public final class Fleet implements AutoCloseable {

    private final List<ServerProcess> servers = new ArrayList<>();
    private final Map<ServerProcess, Storage> storages = new HashMap<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * Starts the servers of these names, each {@code waypost}, {@code echo} or {@code kamailio}, the first and the last also with
     * {@code -lua} for a route in Lua. A Kamailio that is not installed is left out. The echo runs with the JVM flags of Waypost if that is there too.
     *
     * @param home the folder {@code bench}
     * @param kind where each server keeps its bindings
     */
    public Fleet(List<String> names, Path home, KamailioSettings kamailio, Storage.Kind kind) throws IOException {
        Roster roster = new Roster(home, kamailio, kind);
        try {
            List<String> flags = List.of();
            for (String name : List.of(Waypost.NAME, Waypost.LUA)) {
                if (names.contains(name)) {
                    start(roster, name);
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
                    start(roster, name);
                }
            }
            notes.addAll(roster.notes());
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void start(Roster roster, String name) throws IOException {
        Optional<Server> server = roster.server(name);
        if (server.isPresent()) {
            ServerProcess process = server.get().start();
            servers.add(process);
            storages.put(process, server.get().storage());
        }
    }

    public List<ServerProcess> servers() {
        return List.copyOf(servers);
    }

    /** Where that server keeps its bindings. */
    public Storage storage(ServerProcess server) {
        return storages.getOrDefault(server, Storage.MEMORY);
    }

    /** Name and version of the database server; empty if there is none. */
    public Optional<String> database() throws IOException {
        for (Storage storage : storages.values()) {
            if (storage.tables().isPresent()) {
                return Optional.of(storage.tables().get().version());
            }
        }
        return Optional.empty();
    }

    /** What a reader of the figures must know about the servers. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    @Override
    public void close() {
        servers.forEach(ServerProcess::close);
        storages.values().forEach(storage -> storage.tables().ifPresent(Tables::close));
    }
}
