package org.waypost.bench.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the servers of a run by name, {@code waypost} or {@code kamailio}, with {@code -lua} for a route in Lua. */
public final class Roster {

    private final Path home;
    private final KamailioSettings settings;
    private final Storage.Kind kind;
    private final List<String> notes = new ArrayList<>();

    /**
     * @param home the folder {@code bench}
     * @param settings those of Kamailio
     * @param kind where each server keeps its bindings
     */
    public Roster(Path home, KamailioSettings settings, Storage.Kind kind) {
        this.home = home;
        this.settings = settings;
        this.kind = kind;
    }

    /** The server of that name with a storage of its own, empty as yet. No server, but a note, if it cannot take part. */
    public Optional<Server> server(String name) throws IOException {
        Optional<Path> route = name.endsWith("-lua") ? Optional.of(home.resolve("register.lua")) : Optional.empty();
        if (name.equals(Kamailio.NAME) || name.equals(Kamailio.LUA)) {
            return kamailio(route);
        }
        return Optional.of(new Waypost(Waypost.script(home), route, "", Storage.create(kind)));
    }

    /** What a reader of the figures must know about the servers. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    private Optional<Server> kamailio(Optional<Path> route) throws IOException {
        Optional<Path> executable = Kamailio.installed();
        if (executable.isEmpty()) {
            notes.add("kamailio is not installed: left out");
            return Optional.empty();
        }
        Optional<Path> scripts = Kamailio.scripts(executable.get());
        if (kind != Storage.Kind.MEMORY && (kind != Storage.Kind.POSTGRESQL || scripts.isEmpty())) {
            notes.add("kamailio has no scripts or module for " + kind.text() + ": left out");
            return Optional.empty();
        }
        Storage storage = Storage.create(kind);
        if (storage.tables().isPresent()) {
            storage.tables().get().createWith(scripts.get());
        }
        Kamailio kamailio = new Kamailio(executable.get(), home.resolve("kamailio.cfg"), route, settings, storage);
        notes.add(kamailio.version() + ", " + settings.children() + " children, hash_size " + settings.hashSize());
        return Optional.of(kamailio);
    }
}
