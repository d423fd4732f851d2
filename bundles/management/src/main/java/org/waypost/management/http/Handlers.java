package org.waypost.management.http;

import com.sun.net.httpserver.HttpHandler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which handler answers which path. State: the entries, the longest path first. */
final class Handlers {

    /**
     * One path of a handler.
     *
     * @param path with all below it if it ends with a slash
     * @param open whether it needs no token
     */
    record Entry(String path, HttpHandler handler, boolean open) {

        boolean answers(String asked) {
            return path.endsWith("/") ? asked.startsWith(path) : asked.equals(path);
        }
    }

    private volatile List<Entry> entries = List.of();

    synchronized void add(HttpHandler handler, Map<String, Object> properties) {
        List<Entry> now = new ArrayList<>(entries);
        boolean open = Boolean.parseBoolean(String.valueOf(properties.get(HttpServers.OPEN)));
        for (String path : paths(properties.get(HttpServers.PATH))) {
            now.add(new Entry(path, handler, open));
        }
        now.sort(Comparator.comparingInt((Entry entry) -> entry.path().length()).reversed());
        entries = List.copyOf(now);
    }

    synchronized void remove(HttpHandler handler) {
        entries = entries.stream().filter(entry -> entry.handler() != handler).toList();
    }

    /** The one that answers {@code path}. */
    Optional<Entry> find(String path) {
        for (Entry entry : entries) {
            if (entry.answers(path)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private static String[] paths(Object property) {
        return property instanceof String[] several ? several : new String[] {String.valueOf(property)};
    }
}
